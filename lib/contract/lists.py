"""The closed lists of codes that columns may hold."""

from lib.contract.columns import Codes

REGION_KINDS = Codes("region_kind", ("oblast", "city"))
DISTRICT_KINDS = Codes("district_kind", ("district", "city", "city_district"))
ORIGINS = Codes("origin", ("published", "demonstration"))
CLOCKS = Codes("clock", ("as_of", "live"))
CERTAINTIES = Codes("certainty", ("verified", "partly_verified", "unverified", "quoted", "press_summary"))
BODY_LEVELS = Codes("body_level", ("central", "oblast", "city", "district", "rural"))
HOST_ROLES = Codes("host_role", ("first_head", "deputy", "other"))
MEETING_KINDS = Codes("meeting_kind", ("reception", "field", "reporting", "target_group", "out_of_calendar"))
MEETING_FORMATS = Codes("meeting_format", ("in_person", "online", "hybrid"))
MEETING_LANGUAGES = Codes("meeting_language", ("kk", "ru", "kk_ru"))
MEETING_STATUSES = Codes("meeting_status", ("planned", "held", "cancelled", "missed"))
MEETING_STEPS = Codes("meeting_step", ("announced", "moved", "host_changed", "cancelled", "held", "reported"))
RAISERS = Codes("raised_by", ("resident", "group", "organisation"))
OUTCOMES = Codes(
    "outcome",
    (
        "fixed",
        "fixed_partly",
        "explained",
        "in_plan",
        "in_work",
        "referred",
        "refused",
        "no_report",
        "withdrawn",
        "duplicate",
    ),
)
BLOCKERS = Codes("blocker", ("legislation", "financing", "interagency", "other"))
ISSUE_STEPS = Codes(
    "issue_step",
    (
        "raised",
        "assigned",
        "referred",
        "blocked",
        "planned",
        "due_moved",
        "news",
        "answered",
        "closed",
        "reopened",
    ),
)
ADDRESSEES = Codes("addressee_level", ("central", "local"))
APPEAL_KINDS = Codes("appeal_kind", ("application", "complaint", "inquiry", "proposal", "response", "message"))
PRECISIONS = Codes("precision", ("exact", "rounded", "about", "more_than", "at_least"))
CORRECTION_KINDS = Codes("correction_kind", ("revision", "correction"))
CHANGE_KINDS = Codes("change_kind", ("new", "changed", "gone", "figure"))
SOURCE_LANGUAGES = Codes("source_language", ("kk", "ru", "en"))

OTHER = "other"
"""The code for what none of the others covers, in these lists as in the tables of topics and groups: it stands last."""

NOT_RESOLVED = ("no_report", "in_work", "in_plan", "withdrawn", "duplicate")
"""Outcomes that a body cannot report as resolved."""
NOT_COUNTED = ("withdrawn", "duplicate")
"""Outcomes that are in no denominator."""
