"""A page's plain data drawn: as HTML for both of its lives, with its style sheet, and as plain text."""
