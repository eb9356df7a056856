"""How the pages look: one style sheet, and the colours of the event types."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st

from mapapp.domain.event_types import GROUPS

STYLE = Path(__file__).with_name("style.css")
ICON = str(Path(__file__).with_name("icon.svg"))
"""Our own file: Streamlit would fetch a named icon for the browser's tab from another host."""


def apply() -> None:
    """Add the style sheet to the page. It holds constants only."""
    st.html(f"<style>{_style()}</style>")


@cache
def _style() -> str:
    rules = [STYLE.read_text(encoding="utf-8")]
    for group, row in GROUPS.items():
        if re.fullmatch(r"#[0-9a-f]{6}", row.colour, re.IGNORECASE) and group.isalpha():
            rules.append(f".incident-type-{group} {{ border-left-color: {row.colour}; }}")
    return "\n".join(rules)
