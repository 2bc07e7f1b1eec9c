"""Meetings and their steps as the register knew them at the end of a day, as columns of the intake tables."""

import numpy as np
import pyarrow as pa

from lib.contract import lists
from lib.desk.demo import phrases
from lib.desk.demo.chance import NONE
from lib.desk.demo.corrections import MISCOUNT
from lib.desk.demo.issues import Rows
from lib.desk.demo.sheets import Columns, coded, flags, moments, texts, whole
from lib.desk.demo.world import World

STREAM = "https://example.org/stream"
"""A reserved address: demonstrations never point at a real site."""
STATUS = {code: place for place, code in enumerate(lists.MEETING_STATUSES.codes)}
UNKNOWN = 2
"""Accessibility of a venue that nobody stated."""


def meetings(world: World, as_of: int) -> Columns:
    """The meetings announced by the day, each as its visible steps leave it."""
    rows = {name: values[world.meetings["announced"] <= as_of] for name, values in world.meetings.items()}
    land, held = world.ground, _by(rows["known"], as_of)
    reported = held & _by(rows["reported"], as_of)
    status = _status(rows, held, as_of)
    start = np.where(_by(rows["moved"], as_of), rows["start_at"], rows["first_start_at"])
    return {
        "meeting_id": pa.array(rows["id"]),
        "kind": coded(lists.MEETING_KINDS.codes, rows["kind"]),
        "body_id": coded(land.bodies, rows["body"]),
        "announced_host_role": coded(lists.HOST_ROLES.codes, rows["host"]),
        "actual_host_role": coded(lists.HOST_ROLES.codes, np.where(held, rows["actual_host"], NONE)),
        "region_id": coded(land.regions, rows["region"]),
        "wheelchair_access": flags(rows["accessible"] == 1, rows["accessible"] != UNKNOWN),
        "language": coded(lists.MEETING_LANGUAGES.codes, rows["language"]),
        "starts_at": moments(start),
        "ends_at": moments(start + rows["minutes"] * 60),
        "format": coded(lists.MEETING_FORMATS.codes, rows["format"]),
        "target_group_id": coded(land.groups, rows["group"]),
        "status": coded(lists.MEETING_STATUSES.codes, status),
        "held_at": moments(np.where(held, rows["held_at"], NONE)),
        "stream_url": coded([STREAM], np.where(rows["streamed"], 0, NONE)),
        **_reported(rows, reported, as_of),
        **_words(rows, reported, status),
    }


def _status(rows: Rows, held: np.ndarray, as_of: int) -> np.ndarray:
    status = np.where(held, STATUS["held"], STATUS["planned"])
    status = np.where(_by(rows["cancelled"], as_of), STATUS["cancelled"], status)
    return np.where(_by(rows["missed"], as_of), STATUS["missed"], status)


def _reported(rows: Rows, reported: np.ndarray, as_of: int) -> Columns:
    """What the report of a meeting says, once it is out; a miscounted one says the wrong number until corrected."""
    wrong = (rows["recounted"] != NONE) & (rows["recounted"] > as_of)
    citizens = rows["citizens"] + np.where(wrong, MISCOUNT, 0)
    return {
        "briefing_held": flags(rows["briefing"], reported),
        "citizens_received": whole(np.where(reported, citizens, NONE)),
        "attended": whole(np.where(reported, rows["attended"] + citizens - rows["citizens"], NONE)),
        "questions_share": pa.array(rows["questions_share"], mask=~reported),
        "report_published_at": moments(np.where(reported, rows["reported_at"], NONE)),
    }


def _words(rows: Rows, reported: np.ndarray, status: np.ndarray) -> Columns:
    ended = np.isin(status, (STATUS["cancelled"], STATUS["missed"]))
    found: Columns = {}
    for column, file, place in (
        ("venue", "venues", rows["venue"]),
        ("status_reason", "reasons", np.where(ended, rows["reason"], NONE)),
        ("sign_up", "sign_up", rows["sign_up"]),
        ("title", "meeting_titles", rows["title"]),
        ("summary", "summaries", np.where(reported, rows["summary"], NONE)),
    ):
        found |= texts(column, phrases.read(file).texts, place)
    return found


def steps(world: World, as_of: int) -> Columns:
    """The steps known by the day of meetings announced by then."""
    rows = {name: values[world.meeting_steps["known"] <= as_of] for name, values in world.meeting_steps.items()}
    return {
        "meeting_id": pa.array(world.meetings["id"][rows["meeting"]]),
        "step": pa.array(rows["step"]),
        "happened_at": moments(rows["at"]),
        "kind": coded(lists.MEETING_STEPS.codes, rows["kind"]),
        "starts_at": moments(rows["start_at"]),
        "host_role": coded(lists.HOST_ROLES.codes, rows["host"]),
    }


def _by(day: np.ndarray, as_of: int) -> np.ndarray:
    """Whether the step has happened by the day."""
    return (day != NONE) & (day <= as_of)
