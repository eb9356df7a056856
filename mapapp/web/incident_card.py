"""One incident on the page: what, when, where, how many, who says so, in which words, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import streamlit as st

from mapapp.spoken import N_, _, percent
from mapapp.web.highlight import Part, Role, to_html

Card = Mapping[str, Any]
"""As `cards.incident_card` makes it."""
ROLE_WORDS = {"origin": N_("From where"), "destination": N_("To where")}
"""What the ends of a movement are called."""


def draw(card: Card) -> None:
    """Draw a card where the caller stands. All text from reports goes through `highlight.to_html`."""
    st.html("".join(_head(card)))
    for evidence, following in zip_longest(card["evidence"], card["evidence"][1:]):
        _evidence(evidence, is_last=following is None or following["report_id"] != evidence["report_id"])
    st.html("".join(_facts(card)))
    _why(card)


def _head(card: Card) -> list[str]:
    group = str(card["type"]).partition(".")[0]
    style = f"type-{group}" if group.isalpha() else "type-unknown"
    return [
        to_html([Part(text=card["title"])], style="title"),
        to_html([Part(text=f"{card['name']} · {card['status_name']}. {card['status_words']}")], style=style),
    ]


def _facts(card: Card) -> list[str]:
    lines = [_field(_("When"), *_when(card["when"]))]
    labels = [_(ROLE_WORDS.get(place["role"], "Where")) for place in card["places"]]
    for number, (label, place) in enumerate(zip(labels, card["places"], strict=True)):
        lines.append(_field("" if number and label == labels[number - 1] else label, *_where(place)))
    if not card["places"]:
        lines.append(_field(_("Where"), Part(text=_("No place in the text could be resolved."))))
    if card["counts"]:
        lines.append(_field(_("How many"), _listed(count["words"] for count in card["counts"])))
    if card["actors"]:
        lines.append(_field(_("By"), *_parties(card["actors"])))
    if card["targets"]:
        lines.append(_field(_("Against"), *_parties(card["targets"])))
    if card["source"]:
        lines.append(_field(_("Says who"), *_source(card["source"])))
    return lines


def _field(label: str, *parts: Part) -> str:
    head = [Part(text=label, role=Role.LABEL)] if label else []
    return to_html([*head, *parts], style="field")


def _parties(parties: Sequence[Mapping[str, Any]]) -> Sequence[Part]:
    """Each name, and beside it what kind of party it is, how it is written, and whether it is only alleged."""
    parts: list[Part] = []
    for party in parties:
        written = _("written “{words}”", words=party["written"]) if party["written"] else None
        beside = [party["kind"], written, _("only alleged") if party["alleged"] else None]
        parts.append(Part(text=f" · {party['label']}" if parts else party["label"]))
        parts.append(Part(text=" " + "; ".join(filter(None, beside)), role=Role.MUTED))
    return parts


def _source(source: Mapping[str, Any]) -> Sequence[Part]:
    via = _(", carried by {source}", source=source["via"]) if source["via"] else ""
    beside = "; ".join(filter(None, (source["kind"], source["stance"])))
    return [Part(text=f"{source['said_by']}{via}"), Part(text=f" {beside}", role=Role.MUTED)]


def _listed(words: Any) -> Part:  # noqa: ANN401
    return Part(text=" · ".join(words))


def _when(when: Mapping[str, Any] | None) -> Sequence[Part]:
    if when is None:
        return [Part(text=_("Not dated: the report gives no date for it."))]
    words = _("“{words}”: ", words=when["wording"]) if when["wording"] else ""
    return [Part(text=when["words"]), Part(text=f" {words}{when['rule']}", role=Role.MUTED)]


def _where(place: Mapping[str, Any]) -> Sequence[Part]:
    name = ", ".join(dict.fromkeys(filter(None, (place["label"], place["admin1"], place["country_code"]))))
    written = (
        [_("written “{words}”", words=place["surface"])]
        if place["surface"] not in {place["name"], place["label"]}
        else []
    )
    modifier = [place["modifier"]] if place["modifier"] and not place["described"] else []
    sure = _("{percent} sure of the place", percent=percent(place["confidence"]))
    return [
        Part(text=name),
        Part(text=" " + "; ".join([*modifier, *written, place["precision"], sure]), role=Role.MUTED),
    ]


def _evidence(evidence: Mapping[str, Any], *, is_last: bool) -> None:
    """A sentence; below the last sentence of a report stands which report that is."""
    parts = [Part(text=part["text"], role=Role(part["role"])) for part in evidence["parts"]]
    if not is_last:
        st.html(to_html(parts, style="quote"))
        return
    told = [evidence["report_title"], evidence["source"] or "", evidence["published"] or ""]
    st.html(
        to_html(parts, style="quote") + to_html([Part(text=" · ".join(word for word in told if word))], style="note")
    )
    if evidence["url"]:
        st.link_button(_("Open the report"), evidence["url"], type="tertiary", icon=":material/open_in_new:")


def _why(card: Card) -> None:
    with st.expander(_("Why? ({percent} sure)", percent=percent(card["confidence"]))):
        lines = [Part(text=f"{reason['points']:+.2f}  {reason['sentence']}") for reason in card["reasons"]]
        lines.append(
            Part(text=_("Made by {maker}. A program read this: check it against the words above.", maker=card["maker"]))
        )
        st.html("".join(to_html([line], style="note") for line in lines))
