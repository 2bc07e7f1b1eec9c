"""Everything that can be wrong with an intake: families of checks look at typed tables and return problems, none changes one."""
