"""What Foreword's own language tools find in a posting, in English, German, French, Spanish, Dutch and Portuguese."""
