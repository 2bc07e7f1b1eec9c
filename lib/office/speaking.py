"""Streamlit says some words in English only and calls every page English: here they are said in the reader's language."""

import json
from pathlib import Path

import streamlit as st

from lib.words.catalogue import Words

_SCRIPT = Path(__file__).parent / "speaking.js"
_WORDS = {
    "choose": "desk.files.choose",
    "drop": "desk.files.drop",
    "more": "desk.files.more",
    "refused": "desk.files.refused",
    "open": "desk.list.open",
    "option": "desk.list.option",
}


def speak(text: Words) -> None:
    """The language of the page, the names of the parts of lists and of the place to drop files, and why a file was not taken."""
    said = {name: text(key) for name, key in _WORDS.items()}
    said |= {"language": text.language, "remove": text("desk.files.remove", name="{name}")}
    script = _SCRIPT.read_text(encoding="utf-8").replace("SAID", json.dumps(said, ensure_ascii=False))
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
