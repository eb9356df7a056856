"""What several reports tell of one incident, side by side, and what may be the same incident: with a person's word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from mapapp.domain.claim import CountKind
from mapapp.domain.names import persons
from mapapp.spoken import N_, _, ngettext, number
from mapapp.store import Store, Suggestion, UnknownIncident, UnknownReport
from mapapp.web.cards import incident_line
from mapapp.web.decided import decide, say
from mapapp.web.highlight import Part, Role, to_html
from mapapp.web.story_words import on_sites

FACTS = (
    ("what", N_("What")),
    ("status", N_("Status")),
    ("when", N_("When")),
    ("where", N_("Where")),
    ("counts", N_("How many")),
)
"""What is compared: the key in an account, and its heading."""
BY_HAND = "Decided on the page."
LONGEST_SENTENCE = 400
"""Characters."""
SAID = "accounts-said"
MOST_BESIDE = 5
"""Suggestions beside one incident."""


def draw(card: Mapping[str, Any], store: Store) -> None:
    """Draw the accounts of a card, and what may be the same incident."""
    told = card["accounts"]
    if told:
        reports = len({account["report_id"] for account in told})
        st.html(
            to_html(
                [Part(text=ngettext("Told by {n} report", "Told by {n} reports", reports), role=Role.STRONG)],
                style="note",
            )
        )
        differing = [key for key, __ in FACTS if len({str(account[key]) for account in told}) > 1]
        for story in _by_story(told):
            _story(story, differing, store)
    for suggestion in store.merges.suggestions(MOST_BESIDE, of=card["id"]):
        perhaps(suggestion, store, beside=card["id"])


def _by_story(told: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The accounts, those of one story together."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for account in told:
        found.setdefault(account["story"] or account["id"], []).append(account)
    return list(found.values())


def _story(told: Sequence[Mapping[str, Any]], differing: Sequence[str], store: Store) -> None:
    """One account; or those of one story, folded under a line that names its sources."""
    if len(told) == 1:
        _account(told[0], differing, store)
        return
    words = on_sites([account["source"] for account in told])
    st.html(to_html([Part(text=words, role=Role.STRONG)], style="note"))
    with st.expander(_("Each of them")):
        for account in told:
            _account(account, differing, store)


def _account(account: Mapping[str, Any], differing: Sequence[str], store: Store) -> None:
    head = " · ".join(filter(None, [account["source"] or _("source not known"), account["published"]]))
    lines = [to_html([Part(text=head, role=Role.STRONG), Part(text=f" {account['report_title']}")], style="note")]
    if account["version"]:
        lines.append(to_html([Part(text=account["version"], role=Role.MUTED)], style="note"))
    for key, label in FACTS:
        if key in differing:
            value = account[key] if isinstance(account[key], list) else [account[key]]
            said = ", ".join(filter(None, value)) or _("not told")
            lines.append(to_html([Part(text=_(label), role=Role.LABEL), Part(text=said)], style="field"))
    with st.container(border=True, key=f"account-{account['id']}"):
        st.html("".join(lines))
        if st.button(
            _("Not the same event"), key=f"take-out-{account['id']}", icon=":material/call_split:", type="tertiary"
        ):
            _do(lambda: store.merges.take_out(account["id"], BY_HAND), _("Taken out: it is an incident of its own."))


def perhaps(suggestion: Suggestion, store: Store, *, beside: str | None = None) -> None:
    """Draw a suggestion with its reasons and what a person can say to it."""
    one, other = suggestion.incidents
    if beside == other:
        one, other = other, one
    try:
        told = [_told(store, incident_id) for incident_id in ([other] if beside else [one, other])]
    except (UnknownIncident, UnknownReport):  # somebody has just removed it
        return
    intro = _("Perhaps the same as") if beside else _("Perhaps one event:")
    with st.container(border=True):
        st.html(to_html([Part(text=intro, role=Role.STRONG)], style="note") + "".join(told))
        st.html(to_html([Part(text=why(suggestion), role=Role.MUTED)], style="note"))
        with st.container(horizontal=True):
            key = "-".join(suggestion.incidents)
            if st.button(_("Same"), key=f"same-{key}", icon=":material/merge:"):
                _do(lambda: store.merges.same(one, other, BY_HAND), _("Put together."))
            if st.button(_("Different"), key=f"different-{key}", icon=":material/call_split:"):
                _do(lambda: store.merges.different(one, other, BY_HAND), _("Kept apart."))


def why(suggestion: Suggestion) -> str:
    """The reasons as one line, the weightiest first."""
    reasons = sorted(suggestion.likeness.reasons, key=lambda reason: -abs(reason.points))
    return "; ".join(reason.sentence for reason in reasons if reason.points)


def _told(store: Store, incident_id: str) -> str:
    """An incident in a line, and the sentence that tells it."""
    incident = store.incident(incident_id)
    line = incident_line(incident)
    killed = line["killed"]
    words = None if killed is None else persons(CountKind.KILLED, number(killed), killed)
    head = ", ".join(filter(None, [line["title"], line["when"] or _("not dated"), words]))
    claim = incident.claims[0]
    report = store.report(claim.report_id)
    source = report.source.name if report.source else _("source not known")
    sentence = claim.wording if len(claim.wording) <= LONGEST_SENTENCE else f"{claim.wording[:LONGEST_SENTENCE]}…"
    return to_html([Part(text=head), Part(text=f"  {source}", role=Role.MUTED)], style="note") + to_html(
        [Part(text=sentence)], style="quote"
    )


def said() -> None:
    """Say what the last button did, once."""
    say(SAID)


def _do(act: Callable[[], None], done: str) -> None:
    decide(act, done, gone=_("its report was removed."), key=SAID)
