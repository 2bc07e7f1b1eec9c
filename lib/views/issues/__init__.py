"""Pages of issues: the list, one issue and its path, what to do when it is not solved."""
