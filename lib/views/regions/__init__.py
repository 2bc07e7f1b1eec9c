"""Pages of regions: compared in groups, side by side, one region."""
