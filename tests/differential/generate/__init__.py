"""Small random agreements that are dense in edges."""
