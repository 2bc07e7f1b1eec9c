"""Measurements that are printed, not asserted: how often a rule errs."""
