"""The reality check: stated figures against each other and against the record, results beside appeals."""
