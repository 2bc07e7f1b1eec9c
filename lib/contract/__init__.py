"""What a table is, and which tables there are: the only place a column is named, typed and ruled."""
