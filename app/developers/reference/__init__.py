"""The reference of every operation, made from the OpenAPI document."""
