"""All SQL of the tutor. Every question names the owner."""
