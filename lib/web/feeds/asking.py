"""What a feed is asked for, held against the data: a filter it does not apply or a code nobody knows is refused."""

from lib.shelf.snapshot import Snapshot
from lib.views.address import FILTERS, Query
from lib.views.asking import allowed, unknown
from lib.views.reading.names import Names
from lib.views.taking.following import APPLIES, STATES, only
from lib.web.asked import Asked
from lib.web.faults import Refused


def checked(name: str, wanted: Asked, snapshot: Snapshot) -> Query:
    """The query of a feed, nothing in it but what the feed applies.

    Raises   Refused (400), which names the parameter, what was found and what is expected: a feed that left a filter
             aside in silence would tell its readers of more than they asked for.
    """
    asked = wanted.query
    applied = APPLIES[name]
    names = Names(snapshot, asked.lang)
    states = STATES.get(name, ())
    if beside := [parameter for parameter in FILTERS if getattr(asked, parameter) and parameter not in applied]:
        raise Refused("parameter-unknown", 400, parameter=beside[0], found=beside[0], expected=applied)
    if amiss := unknown(asked, names, states=states):
        expected = allowed(amiss[0], asked, names, states=states)
        raise Refused("value-unknown", 400, parameter=amiss[0], found=getattr(asked, amiss[0]), expected=expected)
    return only(name, asked)
