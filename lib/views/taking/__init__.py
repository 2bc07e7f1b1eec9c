"""What readers take along from a page: citation, frozen address, files, feeds, pictures, linked data."""
