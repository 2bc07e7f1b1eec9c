"""Pages of meetings: what is announced, what came of it, one meeting."""
