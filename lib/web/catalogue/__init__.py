"""The catalogue: what there is, told to search engines, data portals and those who watch over the process."""
