"""The rows' database, on both engines."""
