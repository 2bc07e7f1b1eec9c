"""A register of appeals counted by four engines; needs requirements-register.txt, so `make test-register` runs it."""
