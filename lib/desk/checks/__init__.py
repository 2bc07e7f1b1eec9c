"""Families of checks; each looks at typed tables and returns problems, none changes a table."""
