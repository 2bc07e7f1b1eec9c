"""Pieces that several pages tell alike: figures with what they rest on, long lists, tiles, yardsticks, the office's contact."""
