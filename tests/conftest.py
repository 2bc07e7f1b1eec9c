"""For all tests: generated cases are the same in every run and on every machine, however slow it is."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "portal", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("portal")
