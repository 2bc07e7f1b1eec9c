"""The command line of the desk: its grammar, what each command does, and how its answers are told."""
