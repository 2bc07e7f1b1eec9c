"""Pages of public bodies: compared, one body, what each has to solve by topic."""
