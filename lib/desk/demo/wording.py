"""Which phrase each meeting and each issue is told in; the phrases themselves are data."""

import numpy as np

from lib.contract import lists
from lib.desk.demo import phrases
from lib.desk.demo.cells import CHANNELS, MINISTERS
from lib.desk.demo.chance import NONE
from lib.desk.demo.ground import Ground
from lib.desk.demo.issues import OUTCOME, Rows
from lib.desk.demo.meetings import CANCELLED, HELD, MISSED
from lib.desk.demo.phrases import Phrases
from lib.desk.demo.targets import Targets

NOTICES = ("ahead", "late")
UNBLOCKED = "none"
"""Key of the next steps of issues that nothing blocks."""
OWN_PLACE, MINISTERS_PLACE = "in_person", "central"
SUMMED_UP = 0.6
"""Share of reports with a summary in words."""
SECOND_SENTENCE = 0.75
UNANSWERED = ("in_plan", "in_work", "no_report")
"""Outcomes that are no answer."""


def add(
    meetings: Rows, issues: Rows, ground: Ground, targets: Targets, rng: np.random.Generator
) -> dict[str, list[str]]:
    """Adds positions of phrases to meetings and issues; returns the texts of results by language."""
    _meetings(meetings, np.bincount(issues["meeting"], minlength=len(meetings["start"])), ground, rng)
    _issues(issues, ground, rng)
    return _results(issues, ground, rng)


def _meetings(meetings: Rows, raised: np.ndarray, ground: Ground, rng: np.random.Generator) -> None:
    """Words of meetings; one at which no issue was raised has no summary, for every summary speaks of issues."""
    n, kinds = len(meetings["start"]), lists.MEETING_KINDS.codes
    city = ground.in_city[meetings["region"]]
    keys = [(kind, "") for kind in kinds] + [("target_group", group) for group in ground.groups]
    grouped = meetings["group"] != NONE
    which = np.where(grouped, len(kinds) + meetings["group"], meetings["kind"])
    meetings["title"] = phrases.read("meeting_titles").by_key(rng, keys, which, city)
    formats = lists.MEETING_FORMATS.codes
    received = (meetings["format"] == formats.index(OWN_PLACE)) & (meetings["channel"] == MINISTERS)
    where = np.where(received & (rng.random(n) < 0.6), len(formats), meetings["format"])
    for column, file, names, which in (
        ("venue", "venues", (*formats, MINISTERS_PLACE), where),
        ("sign_up", "sign_up", CHANNELS, meetings["channel"]),
    ):
        said = phrases.read(file)
        meetings[column] = said.said_in(said.by_key(rng, [(name,) for name in names], which, city), city)
    reasons = phrases.read("reasons")
    keys = [("cancelled", notice) for notice in NOTICES] + [("missed", "")]
    why = np.where(meetings["fate"] == CANCELLED, meetings["cancelled_how"], NONE)
    why = np.where((meetings["fate"] == MISSED) & (rng.random(n) < 0.5), len(NOTICES), why)
    meetings["reason"] = reasons.by_key(rng, keys, why, city)
    summed = (meetings["fate"] == HELD) & (rng.random(n) < SUMMED_UP)
    summary = phrases.read("summaries").by_key(rng, [("any",)], np.where(summed, 0, NONE))
    meetings["summary"] = np.where(raised > 0, summary, NONE)


def _issues(issues: Rows, ground: Ground, rng: np.random.Generator) -> None:
    topics, city = [(topic,) for topic in ground.topics], ground.in_city[issues["region"]]
    titles, steps = phrases.read("issue_titles"), phrases.read("next_steps")
    issues["title"] = titles.by_key(rng, topics, issues["topic"], city)
    issues["plain"] = ~titles.works[issues["title"]]
    unblocked = np.zeros(len(city), dtype=np.int64)
    issues["step_plain"] = steps.by_key(rng, [(UNBLOCKED,)], unblocked, issues["plain"])
    blockers = [(code,) for code in lists.BLOCKERS.codes]
    issues["step_blocked"] = steps.by_key(rng, blockers, issues["blocker"], issues["plain"])


def _results(issues: Rows, ground: Ground, rng: np.random.Generator) -> dict[str, list[str]]:
    """The answer of the last closing, of a first closing before a reopening, and after a correction."""
    said, endings = phrases.read("results"), phrases.read("result_endings")
    wanted = {"result": "outcome", "first_result": "first_outcome", "corrected_result": "corrected_to"}
    pairs = [_pairs(issues[outcome], issues, ground, said, endings, rng) for outcome in wanted.values()]
    pairs[0][issues["same_answer"]] = [said.among(("explained", ""))[0], NONE]
    texts, where = phrases.joined(said, endings, np.concatenate(pairs))
    for name, places in zip(wanted, np.split(where, len(wanted)), strict=True):
        issues[name] = places
    return texts


def _pairs(
    outcome: np.ndarray, issues: Rows, ground: Ground, said: Phrases, endings: Phrases, rng: np.random.Generator
) -> np.ndarray:
    """First and second sentence for each outcome: the first of the issue's topic or of any, the second of any."""
    pairs = np.full((len(outcome), 2), NONE)
    for code, place in OUTCOME.items():
        rows = np.flatnonzero(outcome == place)
        if (code,) in endings.places:
            second = endings.by_key(rng, [(code,)], np.zeros(len(rows), dtype=np.int64), issues["plain"][rows])
            pairs[rows, 1] = np.where(rng.random(len(rows)) < SECOND_SENTENCE, second, NONE)
        for topic, name in enumerate(ground.topics):
            for bare in (False, True):
                mine = rows[(issues["topic"][rows] == topic) & (issues["plain"][rows] == bare)]
                if len(mine) and code not in UNANSWERED:
                    pairs[mine, 0] = rng.choice(said.among((code, name), (code, ""), plain=bare), size=len(mine))
    return pairs
