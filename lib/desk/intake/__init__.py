"""What comes in, read as people make it: files and workbooks to tables of text, each cell with the place it stands in."""
