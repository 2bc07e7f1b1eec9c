"""The look: colours, type and spacing, declared once for pages, charts and Streamlit's theme (a test compares them)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tones:
    """The colours of one theme; text on `paper` has a contrast of at least 7, the accent at least 4.5, the edge of what
    can be filled in or pressed at least 3."""

    ink: str
    quiet: str
    accent: str
    mark: str
    line: str
    edge: str
    surface: str
    paper: str
    sad: str


LIGHT = Tones(
    ink="#17252D",
    quiet="#4A5B65",
    accent="#006C86",
    mark="#FEC50C",
    line="#D5DEE3",
    edge="#7A8A94",
    surface="#F5F8F9",
    paper="#FFFFFF",
    sad="#8A3B1F",
)
DARK = Tones(
    ink="#E9F0F3",
    quiet="#A9B8C0",
    accent="#5CC8DC",
    mark="#FEC50C",
    line="#2A3A43",
    edge="#647782",
    surface="#16222A",
    paper="#10191E",
    sad="#F0A88A",
)

ROLES = {
    "fixed": "#0B6E84",
    "fixed_partly": "#5FA9BA",
    "explained": "#A98A1F",
    "in_plan": "#6F63A6",
    "in_work": "#A79FC9",
    "referred": "#7E8C94",
    "refused": "#8A4B2F",
    "no_report": "#B9C2C7",
    "withdrawn": "#CBD3D7",
    "duplicate": "#CBD3D7",
    "good": "#0B6E84",
    "between": "#A98A1F",
    "sad": "#8A4B2F",
    "quiet": "#7E8C94",
    "plain": "#5FA9BA",
}
"""Fill colours of outcomes and of what became of meetings; a word always stands beside them."""

ON_DARK = {
    "#0B6E84": "#5CC8DC",
    "#5FA9BA": "#418C9E",
    "#A98A1F": "#DDBE55",
    "#6F63A6": "#B5A9F0",
    "#A79FC9": "#8479B8",
    "#7E8C94": "#A9B5BB",
    "#8A4B2F": "#C47A58",
    "#B9C2C7": "#8B979E",
    "#CBD3D7": "#76838A",
}
"""Fill colours that on dark paper would be lost, alike or too loud, and what they are there."""

SHADES = {
    "light": (
        ("#E3F2F5", "#17252D"),
        ("#A9D8E0", "#17252D"),
        ("#7DBECB", "#17252D"),
        ("#0D5D71", "#FFFFFF"),
        ("#083F4F", "#FFFFFF"),
    ),
    "dark": (
        ("#153641", "#FFFFFF"),
        ("#1C5B6D", "#FFFFFF"),
        ("#62B6C8", "#10191E"),
        ("#97D3DF", "#10191E"),
        ("#CDEFF5", "#10191E"),
    ),
}
"""Counts from fewest to most, each shade with the colour of what is written on it: fewest is next to the paper."""

FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
"""The system's own sans has all Kazakh letters and needs no download."""
SIZES = (14, 16, 20, 28, 40)
"""Type sizes in CSS pixels, and nothing between."""


def both(colour: str) -> str:
    """A fill colour as CSS, where it has another on dark paper with that one."""
    return f"light-dark({colour}, {ON_DARK[colour]})" if colour in ON_DARK else colour


def fills() -> str:
    """The colours of outcomes and the steps of the sequential scale as CSS rules, one for each, for both themes."""
    roles = [f".role-{name.replace('_', '-')} {{ background: {both(colour)}; }}" for name, colour in ROLES.items()]
    steps = enumerate(zip(SHADES["light"], SHADES["dark"], strict=True))
    shades = [
        f".shade-{step} {{ background: light-dark({light[0]}, {dark[0]}); color: light-dark({light[1]}, {dark[1]}); }}"
        for step, (light, dark) in steps
    ]
    return " ".join([*roles, *shades])


def variables() -> str:
    """The type and the tones as CSS custom properties; the browser chooses the theme's by its colour scheme."""
    pairs = [
        f"--{name}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});" for name in Tones.__dataclass_fields__
    ]
    return " ".join([f"--font: {FONT};", *pairs])
