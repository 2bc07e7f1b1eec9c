"""The record itself: meetings and their steps, issues and their steps, plans and counts of appeals."""

import pyarrow.compute as pc

from lib.contract import lists
from lib.contract.columns import Column, Rule, Table, columns, texts

MEETINGS = Table(
    name="meetings",
    role="record",
    key=("meeting_id",),
    columns=columns(
        Column("meeting_id", "code"),
        Column("kind", "code", one_of=lists.MEETING_KINDS),
        Column("body_id", "code", refers_to="bodies"),
        Column("announced_host_role", "code", one_of=lists.HOST_ROLES),
        Column("actual_host_role", "code", required=False, one_of=lists.HOST_ROLES),
        texts("host_name"),
        Column("region_id", "code", required=False, refers_to="regions"),
        Column("district_id", "code", required=False, refers_to="districts"),
        texts("venue"),
        Column("wheelchair_access", "boolean", required=False),
        Column("language", "code", required=False, one_of=lists.MEETING_LANGUAGES),
        Column("starts_at", "moment"),
        Column("ends_at", "moment", required=False),
        Column("format", "code", one_of=lists.MEETING_FORMATS),
        Column("target_group_id", "code", required=False, refers_to="target_groups"),
        Column("status", "code", one_of=lists.MEETING_STATUSES),
        Column("held_at", "moment", required=False, past=True),
        texts("status_reason"),
        texts("sign_up", official_contact=True),
        Column("phone", "text", required=False, official_contact=True),
        Column("email", "text", required=False, official_contact=True),
        texts("address", official_contact=True),
        Column("stream_url", "url", required=False),
        Column("briefing_held", "boolean", required=False),
        Column("citizens_received", "integer", required=False, minimum=0, unit="people"),
        Column("attended", "integer", required=False, minimum=0, unit="people"),
        Column("questions_share", "share", required=False, minimum=0, maximum=1),
        Column("report_published_at", "moment", required=False, past=True),
        Column("report_url", "url", required=False),
        texts("title"),
        texts("summary"),
    ),
    in_order=(("starts_at", "ends_at"), ("held_at", "report_published_at")),
    one_text=("title",),
    rules=(
        Rule("held-without-moment", "held_at", (pc.field("status") == "held") & pc.field("held_at").is_null()),
        Rule(
            "moment-without-held",
            "held_at",
            (pc.field("status") != "held") & pc.field("held_at").is_valid(),
        ),
        Rule(
            "cancelled-without-reason",
            "status_reason_kk",
            (pc.field("status") == "cancelled")
            & pc.field("status_reason_kk").is_null()
            & pc.field("status_reason_ru").is_null()
            & pc.field("status_reason_en").is_null(),
        ),
    ),
)

MEETING_EVENTS = Table(
    name="meeting_events",
    role="events",
    key=("meeting_id", "step"),
    columns=columns(
        Column("meeting_id", "code", refers_to="meetings"),
        Column("step", "integer", minimum=1),
        Column("happened_at", "moment", past=True),
        Column("kind", "code", one_of=lists.MEETING_STEPS),
        Column("starts_at", "moment"),
        Column("host_role", "code", one_of=lists.HOST_ROLES),
    ),
)

_FIXED = pc.field("outcome") == "fixed"
_REPORTED = pc.field("reported_resolved")

ISSUES = Table(
    name="issues",
    role="record",
    key=("issue_id",),
    columns=columns(
        Column("issue_id", "code"),
        Column("public_number", "code"),
        Column("meeting_id", "code", required=False, refers_to="meetings"),
        Column("raised_with_body_id", "code", refers_to="bodies"),
        Column("body_id", "code", refers_to="bodies"),
        Column("region_id", "code", required=False, refers_to="regions"),
        Column("district_id", "code", required=False, refers_to="districts"),
        Column("topic_id", "code", refers_to="topics"),
        Column("raised_by", "code", one_of=lists.RAISERS),
        texts("title"),
        Column("raised_on", "day", past=True),
        Column("citizens", "integer", required=False, minimum=1, unit="people"),
        Column("outcome", "code", one_of=lists.OUTCOMES),
        Column("reported_resolved", "boolean"),
        Column("blocker", "code", required=False, one_of=lists.BLOCKERS),
        texts("next_step"),
        Column("next_step_due_on", "day", required=False),
        Column("first_due_on", "day", required=False),
        Column("due_on", "day", required=False),
        Column("closed_on", "day", required=False, past=True),
        texts("result"),
        Column("evidence_url", "url", required=False),
        Column("plan_id", "code", required=False, refers_to="plans"),
        Column("referred_to_body_id", "code", required=False, refers_to="bodies"),
        Column("last_news_on", "day", required=False, past=True),
        Column("followup_appeal_on", "day", required=False, past=True),
    ),
    in_order=(
        ("raised_on", "closed_on"),
        ("raised_on", "first_due_on"),
        ("raised_on", "due_on"),
        ("raised_on", "last_news_on"),
        ("raised_on", "followup_appeal_on"),
    ),
    one_text=("title",),
    rules=(
        Rule("fixed-not-reported", "reported_resolved", _FIXED & ~_REPORTED),
        Rule("fixed-not-closed", "closed_on", _FIXED & pc.field("closed_on").is_null()),
        Rule("reported-but-open", "reported_resolved", _REPORTED & pc.field("outcome").isin(lists.NOT_RESOLVED)),
    ),
)

ISSUE_EVENTS = Table(
    name="issue_events",
    role="events",
    key=("issue_id", "step"),
    columns=columns(
        Column("issue_id", "code", refers_to="issues"),
        Column("step", "integer", minimum=1),
        Column("happened_on", "day", past=True),
        Column("kind", "code", one_of=lists.ISSUE_STEPS),
        Column("outcome", "code", required=False, one_of=lists.OUTCOMES),
        Column("due_on", "day", required=False),
        Column("body_id", "code", required=False, refers_to="bodies"),
        texts("note"),
        Column("document_url", "url", required=False),
    ),
)

PLANS = Table(
    name="plans",
    role="record",
    key=("plan_id",),
    columns=columns(
        Column("plan_id", "code"),
        Column("body_id", "code", refers_to="bodies"),
        Column("approved_on", "day", past=True),
        Column("document_url", "url", required=False),
        texts("title"),
    ),
    one_text=("title",),
)

COUNTED = (
    "received",
    "considered",
    "satisfied",
    "satisfied_partly",
    "explained",
    "refused",
    "redirected",
    "overdue",
    "repeated",
)
"""What is counted of appeals; each is a number of appeals, not of people."""

APPEALS = Table(
    name="appeals",
    role="record",
    key=("month_starts_on", "region_id", "addressee_level", "body_id", "topic_id", "kind"),
    columns=columns(
        Column("month_starts_on", "day", past=True),
        Column("region_id", "code", refers_to="regions"),
        Column("addressee_level", "code", one_of=lists.ADDRESSEES),
        Column("body_id", "code", refers_to="bodies"),
        Column("topic_id", "code", refers_to="topics"),
        Column("kind", "code", one_of=lists.APPEAL_KINDS),
        (Column(name, "integer", minimum=0, unit="appeals") for name in COUNTED),
    ),
    rules=(
        Rule("month-not-first-day", "month_starts_on", pc.day(pc.field("month_starts_on")) != 1),
        Rule("considered-above-received", "considered", pc.field("considered") > pc.field("received")),
    ),
)

TABLES = (MEETINGS, MEETING_EVENTS, PLANS, ISSUES, ISSUE_EVENTS, APPEALS)
