"""A made-up register of appeals, with columns about persons as real ones have, and a boring way to count it."""

import random
from collections import Counter
from datetime import date, timedelta

import pyarrow as pa

from lib.contract import lists
from lib.contract.record import APPEALS
from lib.desk.register.shape import OUTCOMES, PARTED_BY, REGISTER

AS_OF = date(2023, 1, 31)
KNOWN = {
    "regions": ["KZ-15", "KZ-19", "KZ-75"],
    "bodies": ["akim-KZ-15", "akim-KZ-19", "akim-KZ-75", "mod"],
    "topics": ["roads", "water", "01"],
}
IIN = "900101300007"
"""Nobody's number, with a right check digit."""
PERSONS = ("applicant", "iin", "phone", "text")
"""What a register also holds, and nobody may ask for."""
SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in PERSONS),
        *(pa.field(column.name, column.arrow.type) for column in REGISTER.columns),
    ]
)


def rows(number: int = 20_000, seed: int = 20230131) -> pa.Table:
    """Appeals of 2022 and of the days up to two months after `AS_OF`; the same seed gives the same rows."""
    chance = random.Random(seed)
    return pa.Table.from_pylist([_appeal(chance, place) for place in range(number)], schema=SCHEMA)


def _appeal(chance: random.Random, place: int) -> dict[str, object]:
    received = date(2022, 1, 1) + timedelta(days=chance.randrange(455))
    closed = received + timedelta(days=chance.randrange(40)) if chance.random() < 0.9 else None
    return {
        "applicant": f"Applicant {place}",
        "iin": IIN,
        "phone": f"+7 701 {place:07d}",
        "text": 'A road, "broken";\nand, so on',
        "received_on": received,
        "region_id": chance.choice(KNOWN["regions"]),
        "addressee_level": chance.choice(lists.ADDRESSEES.codes),
        "body_id": chance.choice(KNOWN["bodies"]),
        "topic_id": chance.choice(KNOWN["topics"]),
        "kind": chance.choice(lists.APPEAL_KINDS.codes),
        "due_on": received + timedelta(days=chance.choice((15, 20))),
        "closed_on": closed,
        "outcome": chance.choice(OUTCOMES.codes) if closed else None,
        "repeated": chance.random() < 0.1,
    }


def counted(register: pa.Table) -> dict[tuple, Counter]:
    """The counts by key, one row after the other."""
    found: dict[tuple, Counter] = {}
    for row in register.to_pandas().to_dict("records"):
        if row["received_on"] > AS_OF:
            continue
        count = found.setdefault((row["received_on"].replace(day=1), *(row[name] for name in PARTED_BY)), Counter())
        closed = row["closed_on"] is not None and row["closed_on"] <= AS_OF
        count["received"] += 1
        count["considered"] += closed
        if closed:
            count[row["outcome"]] += 1
        count["overdue"] += (row["closed_on"] if closed else AS_OF) > row["due_on"]
        count["repeated"] += row["repeated"]
    return found


def by_key(counts: pa.Table) -> dict[tuple, Counter]:
    """Counts of the contract's table in the form of `counted`, without `other`, which is in no column."""
    return {
        tuple(row[name] for name in APPEALS.key): Counter({n: row[n] for n in APPEALS.names if n not in APPEALS.key})
        for row in counts.to_pylist()
    }
