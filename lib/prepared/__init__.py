"""What is derived from a snapshot and kept in the cache folder: files for download, preview pictures, compressed statics."""
