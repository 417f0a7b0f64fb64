"""What a checkout is set up, listed and audited with."""
