"""The tutor: conversations, corrections of the learner's English, mistakes that come back until they are gone."""
