"""Personal data in texts: found, named by cell, and what an official may keep in public."""
