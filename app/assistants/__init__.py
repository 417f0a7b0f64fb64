"""Tools for people's own assistants, over the Model Context Protocol (https://modelcontextprotocol.io)."""
