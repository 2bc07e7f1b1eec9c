"""Intakes being worked on at the desk, kept on the disk: a closed tab, a killed program or a full disk loses nothing."""
