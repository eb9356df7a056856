"""An incident as data for a card: what the map's popup and the page beside it show. Text stays text; no HTML here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gazetteer.place import PlaceKind
from mapapp.domain.account import Account
from mapapp.domain.claim import Claim, CountKind, CountRange, Stance
from mapapp.domain.incident import Incident, IncidentPlace, Party, PartyKind, Status
from mapapp.domain.names import event_name, name_of
from mapapp.domain.report import Report, SourceKind
from mapapp.domain.when import When
from mapapp.spoken import N_, _, number
from mapapp.store import IncidentRow, Store
from mapapp.store.wording import count_words, when_words
from mapapp.web.highlight import Mark, Role, cut
from mapapp.web.story_words import version_of

STATUS_SENTENCES = {
    Status.REPORTED: N_("The report tells it as a fact."),
    Status.CLAIMED: N_("One interested source says so."),
    Status.DISPUTED: N_("Accounts or figures differ."),
    Status.DENIED: N_("It is denied. It is outside every sum."),
    Status.PLANNED: N_("It was planned, not done. It is outside every sum."),
    Status.HYPOTHETICAL: N_("It might happen. It is outside every sum."),
    Status.HISTORICAL: N_("It is past history told again. It is outside every sum."),
    Status.SUPERSEDED: N_("Only an older version of the report tells it. It is outside every sum."),
}

STANCE_SENTENCES = {
    Stance.ASSERTS: "",
    Stance.DENIES: N_("denies it"),
    Stance.ALLEGES: N_("alleges it"),
    Stance.QUOTES: N_("in quoted words"),
}

PRECISION_SENTENCES = {
    PlaceKind.COUNTRY: N_("only the country is known"),
    PlaceKind.ADMIN1: N_("somewhere in this province"),
    PlaceKind.ADMIN2: N_("somewhere in this district"),
    PlaceKind.ADMIN3: N_("somewhere in this sub-district"),
    PlaceKind.REGION: N_("somewhere in this region"),
    PlaceKind.SETTLEMENT: N_("in or near this town"),
    PlaceKind.QUARTER: N_("in this quarter"),
    PlaceKind.FACILITY: N_("at this spot"),
    PlaceKind.NATURAL: N_("somewhere along or in it"),
}


def incident_json(incident_id: str, store: Store) -> dict[str, Any]:
    """An incident that is kept, with its evidence. Raises UnknownIncident."""
    incident = store.incident(incident_id)
    told = store.merges.accounts(incident_id)
    ids = [claim.report_id for claim in incident.claims] + [one for each in told for one in each.incident.report_ids]
    reports = {report_id: store.report(report_id) for report_id in dict.fromkeys(ids)}
    return incident_card(incident, reports) | {"accounts": accounts(told, reports, _versions(told, reports, store))}


def accounts(
    told: Sequence[Account], reports: Mapping[str, Report], versions: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What each report tells of an incident, side by side; empty where only one does.

    Args:
        told: the accounts.
        reports: by id, those that they name.
        versions: by a report's id, which version of its article it is, in words.
    """
    told = told if len(told) > 1 else ()
    return [_account(account, reports[account.incident.report_ids[0]], versions) for account in told]


def _versions(told: Sequence[Account], reports: Mapping[str, Report], store: Store) -> dict[str, str]:
    ids = {account.incident.report_ids[0] for account in told if account.story is not None}
    edited = [
        one for one, (_, part, _) in store.stories.sizes(sorted(ids)).items() if part.versions > 1 or part.superseded
    ]
    found: dict[str, str] = {}
    for report_id in edited:
        part, others = store.stories.of(report_id)
        if part is not None and (words := version_of(reports[report_id], part, others, store)):
            found[report_id] = words
    return found


def _account(account: Account, report: Report, versions: Mapping[str, str]) -> dict[str, Any]:
    incident = account.incident
    return {
        "id": account.id,
        "report_id": report.id,
        "report_title": report.title,
        "source": report.source.name if report.source else None,
        "published": report.published.date().isoformat() if report.published else None,
        "what": event_name(incident.event_type.sub_type),
        "status": name_of(incident.status),
        "when": when_words(incident.when) or None,
        "where": [place.label for place in incident.places],
        "counts": [_words(count) for count in incident.counts],
        "story": account.story,
        "version": versions.get(report.id),
    }


def incident_card(incident: Incident, reports: Mapping[str, Report]) -> dict[str, Any]:
    """The same for an incident at hand; `reports` has, by id, each report that its claims name."""
    return {
        "id": incident.id,
        "type": incident.event_type.code,
        "name": event_name(incident.event_type.name),
        "sub_type": event_name(incident.event_type.sub_type),
        "status": incident.status.value,
        "status_name": name_of(incident.status),
        "status_words": _(STATUS_SENTENCES[incident.status]),
        "title": title(incident.event_type.sub_type, [place.label for place in incident.places]),
        "places": [_place(place) for place in incident.places],
        "when": _when(incident.when),
        "counts": [{"kind": count.kind.value, "words": _words(count)} for count in incident.counts],
        "actors": [_party(party) for party in incident.actors],
        "targets": [_party(party) for party in incident.targets],
        "source": _source(incident),
        "evidence": [_evidence(claim, incident, reports[claim.report_id]) for claim in incident.claims],
        "reasons": [
            {"feature": reason.feature, "points": reason.points, "sentence": reason.sentence}
            for reason in incident.reasons
        ],
        "confidence": incident.confidence,
        "maker": incident.maker,
        "accounts": [],
    }


def incident_line(incident: Incident) -> dict[str, Any]:
    """One line of a list on the map."""
    killed = incident.count(CountKind.KILLED)
    return _line(
        incident.id,
        what=incident.event_type.sub_type,
        where=[place.label for place in incident.places],
        code=incident.event_type.code,
        status=incident.status.value,
        when=when_words(incident.when),
        killed=killed.low if killed else None,
    )


def row_line(row: IncidentRow) -> dict[str, Any]:
    """The same of an incident that is kept."""
    return _line(
        row.id,
        what=row.type_words,
        where=row.places,
        code=row.type_code,
        status=row.status,
        when=row.when,
        killed=row.killed_low,
    )


def _line(
    incident_id: str, *, what: str, where: Sequence[str], code: str, status: str, when: str, killed: int | None
) -> dict[str, Any]:
    return {
        "id": incident_id,
        "title": title(what, where),
        "type": code,
        "status": status,
        "when": when or None,
        "killed": killed,
    }


def title(what: str, where: Sequence[str]) -> str:
    """What and where: "Air / drone strike, Aleppo and Idlib"."""
    what, names = event_name(what), _names(where)
    listed = _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{what}, {listed}" if listed else what


def _words(count: CountRange) -> str:
    words = count_words(count)
    if count.replaced_by:
        return _("{count}, replaced by {other}", count=words, other=count.replaced_by)
    return _("{count}, of {other}", count=words, other=count.subset_of) if count.subset_of else words


def _names(names: Iterable[str]) -> list[str]:
    """Each name once, in order."""
    return list(dict.fromkeys(names))


def _place(place: IncidentPlace) -> dict[str, Any]:
    return {
        "name": place.name,
        "label": place.label,
        "described": place.described is not None,
        "role": place.role.value,
        "surface": place.surface,
        "modifier": place.modifier,
        "kind": place.kind.value,
        "precision": precision(place),
        "lat": place.point.latitude,
        "lon": place.point.longitude,
        "radius_km": place.radius_km,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "confidence": place.confidence,
    }


def precision(place: IncidentPlace) -> str:
    """How near to its point it is: by its kind, or by the radius of what the words describe."""
    if place.described:
        return _("within about {km} km", km=number(float(f"{place.radius_km:.2g}")))
    return _(PRECISION_SENTENCES[place.kind])


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "words": when_words(when),
        "wording": when.wording,
        "rule": when.rule,
        "precision": when.precision.value,
    }


def _source(incident: Incident) -> dict[str, Any] | None:
    attribution = incident.attribution
    if attribution is None:
        return None
    return {
        "said_by": attribution.said_by,
        "via": attribution.via,
        "kind": _told_kind(attribution.kind),
        "stance": _(STANCE_SENTENCES[attribution.stance]),
    }


def _party(party: Party) -> dict[str, Any]:
    """What to call it; the words of the report where they differ; its kind, None where it is not known."""
    return {
        "label": party.label,
        "written": party.name if party.name.casefold() != party.label.casefold() else None,
        "kind": _told_kind(party.kind),
        "alleged": party.alleged,
    }


def _told_kind(kind: PartyKind | SourceKind) -> str | None:
    return None if kind.value == "unknown" else name_of(kind.value)


def _evidence(claim: Claim, incident: Incident, report: Report) -> dict[str, Any]:
    return {
        "report_id": report.id,
        "report_title": report.title,
        "source": report.source.name if report.source else None,
        "published": report.published.date().isoformat() if report.published else None,
        "url": _web_address(report.url),
        "parts": [{"text": part.text, "role": part.role.value} for part in _parts(claim, incident, report)],
    }


def _parts(claim: Claim, incident: Incident, report: Report) -> Iterable[Any]:
    """The sentence, cut where it names the places and the counts. A span is used only where its words stand there:
    an incident told by several reports has spans into each of them.
    """
    marks = [Mark(span=p.span, role=Role.PLACE) for p in incident.places if p.span.of(report.text) == p.surface]
    marks += [Mark(span=c.span, role=Role.COUNT) for c in incident.counts if c.span.of(report.text) == c.wording]
    return cut(report.text, marks, within=claim.span)


def _web_address(url: str | None) -> str | None:
    """Only http and https are ever offered as a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
