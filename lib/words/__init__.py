"""Three languages: the texts, and how numbers, days and lists are written and sorted."""
