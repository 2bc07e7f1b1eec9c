"""What would change: rows and public figures that differ, and what is unusual without being wrong."""
