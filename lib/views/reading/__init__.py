"""What pages read of a snapshot: the record joined and judged once, rows chosen by codes, search, boards, names."""
