"""The portal's library: rooms that import downwards only (docs/decisions.md, 2)."""
