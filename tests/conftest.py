"""For all tests: generated cases are the same in every run and on every machine, however slow it is."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

if find_spec("playwright"):  # the tests of the register have an environment of their own, without a browser
    from tests.browsing import browser as browser

settings.register_profile(
    "portal", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Derived files of the tests' snapshots lie in a folder of this run, never in the checkout's own; served portals make none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_PREPARE", "elsewhere")
        patch.setenv("PORTAL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
