"""Where people turn outside the portal: the state's own services for appeals, and the law on them."""

from lib.views.blocks import Link, Links
from lib.words.catalogue import Words

OTINISH = "https://eotinish.kz"
EGOV = "https://egov.kz"
CODE = "https://adilet.zan.kz/{language}/docs/K2000000350"
"""The Administrative Procedural and Process-Related Code in the official register of acts."""
REGISTER = {"kk": "kaz", "ru": "rus", "en": "eng"}


def appeal(text: Words) -> Link:
    """Where an appeal is sent."""
    return Link(text("help.otinish"), OTINISH)


def ways(text: Words) -> Links:
    """Where an appeal is written, and the law in the reader's language."""
    code = Link(text("help.code"), CODE.format(language=REGISTER[text.language]))
    return Links(text("help.ways"), (appeal(text), Link(text("help.egov"), EGOV), code))
