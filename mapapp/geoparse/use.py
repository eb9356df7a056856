"""What a place name does in its sentence: the ground itself, a dateline, a government, part of an organisation."""

from __future__ import annotations

from mapapp.domain.mention import Use
from mapapp.geoparse import cues
from mapapp.geoparse.stretch import Stretch, descriptor


def use_of(stretch: Stretch) -> Use:
    """What a name that is no adjective does, by the words around it."""
    before, second = stretch.before(), stretch.before(2)
    if before == "capital" and "suburb" in _words_before(stretch, 6):
        return Use.REFERENCE
    if before in {"of", "from"} and second in cues.REFERENCE:
        return Use.REFERENCE
    if is_dateline(stretch):
        return Use.DATELINE
    _, hyphen, tail = stretch.words[stretch.last - 1].lower.rpartition("-")
    if hyphen and tail in cues.COMPOUNDS:
        return Use.REFERENCE
    if stretch.words[stretch.last - 1].possessive and _next_word(stretch) in cues.OFFICIALS:
        return Use.GOVERNMENT
    if stretch.after() in cues.SPEECH or (before == "by" and not stretch.after()):
        return Use.GOVERNMENT
    return Use.PLACE


def _words_before(stretch: Stretch, count: int) -> set[str]:
    return {stretch.before(back) for back in range(1, count + 1)}


def _next_word(stretch: Stretch) -> str:
    return stretch.words[stretch.last].lower if stretch.last < len(stretch.words) else ""


def is_dateline(stretch: Stretch) -> bool:
    """“ALEPPO (Reuters) -” or "Aleppo, Dec 14 —" at the very beginning of a block."""
    head = stretch.text[stretch.words[stretch.last - 1].end :][:60]
    if stretch.text[: stretch.start].strip():
        return False
    for dash in (" - ", " – ", " — ", "—"):
        lead, found, _ = head.partition(dash)
        if found and len(lead.split()) <= 5 and not any(mark in lead for mark in "!?"):
            return True
    return False


def is_at_head(stretch: Stretch) -> bool:
    """“Corinto: a car bomb …”, “GEORGE - Rescue workers …”, “In Tank, …”: told first, as where the rest happens."""
    behind = stretch.text[stretch.end : stretch.end + 3]
    if stretch.first == 0:
        told = behind.startswith((": ", " - ", " – ", " — "))
    else:
        told = behind.startswith(",") and stretch.before() in cues.STANDS and not stretch.before(2)
    return told and stretch.surface.lower() not in cues.HEADINGS


def in_organisation(stretch: Stretch) -> bool:
    """Is it part of an organisation's name: “Fars News Agency”?"""
    if descriptor(stretch) is not None or stretch.words[stretch.last - 1].possessive:
        return False
    if stretch.label == "ORG" and not stretch.whole_entity:
        return stretch.before() not in cues.STANDS and not _is_of_building(stretch)
    return (stretch.after() in cues.ORGANISATION and _next_is_name(stretch)) or _is_branch(stretch)


def _is_branch(stretch: Stretch) -> bool:
    """“Islamic State's Khorasan branch”."""
    owner = stretch.words[stretch.first - 1] if stretch.first else None
    return stretch.after() in cues.BRANCHES and owner is not None and owner.possessive and owner.name_like


def _is_of_building(stretch: Stretch) -> bool:
    """“In the Army Public School of Peshawar”."""
    if stretch.before() != "of" or stretch.before(2) not in cues.BUILDINGS:
        return False
    at = stretch.first - 3
    while at > 0 and (stretch.words[at].name_like or stretch.words[at].lower == "the"):
        at -= 1
    return at >= 0 and stretch.before(stretch.first - at) in cues.STANDS


def _next_is_name(stretch: Stretch) -> bool:
    return stretch.last < len(stretch.words) and stretch.words[stretch.last].name_like
