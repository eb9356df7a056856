"""The filters of a view. One row each: its key in links, the words it says, its condition in SQL and in numpy.

To add a filter, add a field to View and a row to FILTERS. A law in the tests holds SQL and numpy to the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import and_, false, or_, select

from gazetteer.place import PlaceKind
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import Review, Status
from mapapp.domain.lately import Lately
from mapapp.domain.names import event_name, name_of
from mapapp.domain.shape import Shape, ShapeKind
from mapapp.domain.view import View
from mapapp.spoken import N_, _, ngettext
from mapapp.spoken import day as day_words
from mapapp.store.columns import Columns, Mask
from mapapp.store.filter_kinds import Condition, Filter, Read, choice, limit, quoted
from mapapp.store.inside import inside, inside_sql
from mapapp.store.tables import incident, incident_party, incident_place, incident_report, report
from mapapp.store.text import fold, language_tag, source_name, storable
from mapapp.store.write import DAY_SECONDS, EPOCH, MOST_PERSONS

__all__ = [
    "FILTERS",
    "STEPS",
    "TIMES",
    "Filter",
    "leaves_no_time",
    "lies_in",
    "quoted",
    "timeless",
    "window",
    "without",
]

TIMES = ("from", "to", "last")
"""The filters by time."""

LONGEST_WORD = 1_000
"""Characters; a longer search word finds nothing (SQLite refuses patterns over 50,000 bytes)."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()


def without(view: View, key: str) -> View:
    """The view with one filter taken away, and with what a link had wrong with it. Raises KeyError."""
    field = _BY_KEY[key].field
    kept = tuple(pair for pair in view.unreadable if pair[0] != key)
    default: dict[str, Any] = {field: getattr(View(), field)}
    return replace(view, unreadable=kept, **default)


def timeless(view: View) -> View:
    """The view without its limits of time, and without what a link had wrong with them."""
    for key in TIMES:
        view = without(view, key)
    return view


def _type_words(code: str) -> str:
    if row := EVENT_TYPES.get(code):
        return event_name(row.event_type.sub_type)
    return event_name(GROUPS[code].name) if code in GROUPS else quoted(code)


def _type_problem(code: str) -> str | None:
    known = code in EVENT_TYPES or code in GROUPS
    return None if known else _("The type {value} is not known here. Nothing matches it.", value=quoted(code))


def _status_problem(value: str) -> str | None:
    return (
        None
        if value in set(Status)
        else _("The status {value} is not known here. Nothing matches it.", value=quoted(value))
    )


def _country_problem(value: str) -> str | None:
    if re.fullmatch("[A-Z]{2}", value):
        return None
    told = quoted(value)
    return _("The country {value} is not understood: a country is two capital letters. Nothing matches it.", value=told)


def _province_problem(value: str) -> str | None:
    if re.fullmatch(r"[^:\s]+:\S+", value):
        return None
    told = quoted(value)
    return _("The province {value} is not understood: it should be a place id. Nothing matches it.", value=told)


def _source_problem(value: str) -> str | None:
    return None if source_name(value) else _("The link asks for a source without a name. Nothing matches it.")


_PRECISIONS = {
    PlaceKind.COUNTRY: N_("known to the country"),
    PlaceKind.ADMIN1: N_("known to the province"),
    PlaceKind.ADMIN2: N_("known to the district"),
    PlaceKind.ADMIN3: N_("known to the sub-district"),
    PlaceKind.REGION: N_("known to the region"),
    PlaceKind.SETTLEMENT: N_("known to the town or village"),
    PlaceKind.QUARTER: N_("known to the quarter"),
    PlaceKind.FACILITY: N_("known to the building or site"),
    PlaceKind.NATURAL: N_("known to the river, mountain or sea"),
}
"""What each kind of place says of how exactly the place is known."""

_REVIEWS = {
    Review.AUTO: N_("not yet reviewed"),
    Review.CONFIRMED: N_("confirmed by a person"),
    Review.CORRECTED: N_("corrected by a person"),
}
"""What is shown; what a person has rejected never is."""


def _precision_problem(value: str) -> str | None:
    known = value in set(PlaceKind)
    return None if known else _("The precision {value} is not known here. Nothing matches it.", value=quoted(value))


def _review_problem(value: str) -> str | None:
    if value == Review.REJECTED:
        return _("Rejected incidents are not shown. Nothing matches it.")
    known = value in set(Review)
    return None if known else _("The review state {value} is not known here. Nothing matches it.", value=quoted(value))


def _actor_problem(value: str) -> str | None:
    return None if storable(value) else _("The link asks for an actor without a name. Nothing matches it.")


def _language_problem(value: str) -> str | None:
    if language_tag(value):
        return None
    told = quoted(value)
    return _(
        "The language {value} is not understood: a language is written en or pt-BR. Nothing matches it.", value=told
    )


def _incident_with(column: Any, values: list[str]) -> Condition:  # noqa: ANN401
    """Incidents one of whose places has one of these values."""
    return incident.c.id.in_(select(incident_place.c.incident_id).where(column.in_(values)))


def _with_party(names: list[str]) -> Condition:
    party = incident_party.c
    return incident.c.id.in_(select(party.incident_id).where(party.name.in_(names)))


def _told_by(names: list[str]) -> Condition:
    link = incident_report
    of_source = select(link.c.incident_id).join(report, report.c.id == link.c.report_id)
    return incident.c.id.in_(of_source.where(report.c.source_name.in_(names)))


def _told_in(languages: list[str]) -> Condition:
    link = incident_report
    of_report = select(link.c.incident_id).join(report, report.c.id == link.c.report_id)
    return incident.c.id.in_(of_report.where(report.c.language.in_(languages)))


def _in_area_sql(shape: Shape) -> Condition:
    place = incident_place.c
    drawn = place.kind != PlaceKind.COUNTRY.value
    within = select(place.incident_id).where(drawn, inside_sql(shape, place.latitude, place.longitude))
    return incident.c.id.in_(within)


def lies_in(shape: Shape, columns: Columns) -> Mask:
    """Per incident: does one of its places, by its point, lie in the area? A country never does."""
    sites = columns.places.sites
    return columns.at(inside(shape, sites.latitude, sites.longitude))


def _last_seconds(last: Lately) -> tuple[int, int]:
    """UTC seconds since 1970: what it means now."""
    start, end = last.window()
    return int((start - EPOCH).total_seconds()), int((end - EPOCH).total_seconds())


def _last_sql(last: Lately) -> Condition:
    start, end = _last_seconds(last)
    return (incident.c.ends > start) & (incident.c.starts < end)


def _last_test(last: Lately, columns: Columns) -> Mask:
    start, end = _last_seconds(last)
    return (columns.ends > start) & (columns.starts < end)


def _by_time(key: str, label: str, field: str, **other: Any) -> Filter:  # noqa: ANN401
    """A limit of time. A long incident may meet each of several; where they leave no time together, nothing does."""
    row = limit(key, label, field, **other)

    def condition(view: View) -> Condition | None:
        asked = row.sql(view)
        return asked if asked is None or not leaves_no_time(view) else false()

    def mask(view: View, columns: Columns) -> Mask | None:
        asked = row.test(view, columns)
        return asked if asked is None or not leaves_no_time(view) else np.zeros(len(columns), dtype=np.bool_)

    return replace(row, sql=condition, test=mask)


def _search_words(view: View) -> list[str]:
    """Each word, folded; one that folds to nothing stays as it is, so that it finds nothing rather than everything."""
    return sorted({part for word in view.words.split() for part in fold(word).split() or [storable(word)]})


def _words_sql(view: View) -> Condition | None:
    words = _search_words(view)
    if any(len(word) > LONGEST_WORD for word in words):
        return false()
    contained = [incident.c.search_text.contains(word, autoescape=True) for word in words]
    return and_(*contained) if contained else None


def _words_test(view: View, columns: Columns) -> Mask | None:
    words = _search_words(view)
    if any(len(word) > LONGEST_WORD for word in words):
        return np.zeros(len(columns), dtype=np.bool_)
    return columns.containing(words) if words else None


def _day_begins(day: date) -> int:
    """UTC seconds since 1970; plain arithmetic, so that the calendar's last day is no special case."""
    return (day.toordinal() - _EPOCH_DAY) * DAY_SECONDS


def _day_ends(day: date) -> int:
    return _day_begins(day) + DAY_SECONDS


def _parse_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_("a date is written 2016-12-14")) from None


def _parse_persons(value: str) -> int:
    if not re.fullmatch("[0-9]{1,10}", value):
        raise ValueError(_("it should be a whole number of persons"))
    return int(value)


def _parse_box(value: str) -> Shape:
    if not value.startswith(f"{ShapeKind.BOX}:"):
        raise ValueError(_("what is in view is a box, such as box:35,32,43,38"))
    return Shape.parse(value)


def _newer_link(values: Sequence[str]) -> Read:
    """What the link codec leaves of a link's version is one that it cannot read."""
    version = ",".join(sorted(set(values)))
    told = {"version": quoted(version)}
    return Read(
        fields={"newer_link": version},
        notes=(_("This link is of version {version}, which is not known here. Nothing matches it.", **told),),
    )


FILTERS: tuple[Filter, ...] = (
    choice(
        "type",
        N_("Type"),
        "types",
        sql=lambda codes: or_(incident.c.type_code.in_(codes), incident.c.type_group.in_(codes)),
        name=_type_words,
        problem=_type_problem,
        parts=lambda code: (code, code.partition(".")[0]),
    ),
    choice(
        "status",
        N_("Status"),
        "statuses",
        sql=incident.c.status.in_,
        name=lambda value: name_of(value) if value in set(Status) else quoted(value),
        problem=_status_problem,
    ),
    choice(
        "country",
        N_("Country"),
        "countries",
        sql=lambda codes: _incident_with(incident_place.c.country_code, codes),
        name=lambda code: _("in {country}", country=code if not _country_problem(code) else quoted(code)),
        problem=_country_problem,
    ),
    choice(
        "province",
        N_("Province"),
        "provinces",
        sql=lambda ids: _incident_with(incident_place.c.admin1_id, ids),
        name=lambda place: _("in province {place}", place=place if not _province_problem(place) else quoted(place)),
        problem=_province_problem,
    ),
    choice(
        "source",
        N_("Source"),
        "sources",
        sql=_told_by,
        name=lambda name: _("told by {source}", source=name),
        problem=_source_problem,
        stored=source_name,
    ),
    choice(
        "precision",
        N_("How exactly the place is known"),
        "precisions",
        sql=lambda kinds: _incident_with(incident_place.c.kind, kinds),
        name=lambda value: quoted(value) if _precision_problem(value) else _(_PRECISIONS[PlaceKind(value)]),
        problem=_precision_problem,
    ),
    choice(
        "actor",
        N_("Who"),
        "actors",
        sql=_with_party,
        name=lambda name: _("with {who}", who=quoted(name)),
        problem=_actor_problem,
    ),
    choice(
        "review",
        N_("Review"),
        "reviews",
        sql=incident.c.review.in_,
        name=lambda value: quoted(value) if _review_problem(value) else _(_REVIEWS[Review(value)]),
        problem=_review_problem,
    ),
    choice(
        "language",
        N_("Language of the report"),
        "languages",
        sql=_told_in,
        name=lambda value: _("told in {language}", language=value if not _language_problem(value) else quoted(value)),
        problem=_language_problem,
    ),
    Filter(
        key="words",
        label=N_("Words"),
        field="words",
        words=lambda view: _("with the words {words}", words=quoted(view.words)) if _search_words(view) else None,
        sql=_words_sql,
        test=_words_test,
        read=lambda values: Read(fields={"words": " ".join(values)}),
        write=lambda view: [view.words] if view.words else [],
    ),
    _by_time(
        "from",
        N_("From"),
        "since",
        sql=lambda day: incident.c.ends > _day_begins(day),
        test=lambda day, columns: columns.ends > _day_begins(day),
        name=lambda day: _("from {day}", day=day_words(day)),
        parse=_parse_date,
        narrowest=max,
    ),
    _by_time(
        "to",
        N_("To"),
        "until",
        sql=lambda day: incident.c.starts < _day_ends(day),
        test=lambda day, columns: columns.starts < _day_ends(day),
        name=lambda day: _("until {day}", day=day_words(day)),
        parse=_parse_date,
        narrowest=min,
    ),
    _by_time(
        "last",
        N_("Last"),
        "last",
        sql=_last_sql,
        test=_last_test,
        name=Lately.words,
        parse=Lately.parse,
        narrowest=min,
    ),
    limit(
        "killed",
        N_("Killed, at least"),
        "killed_at_least",
        sql=lambda persons: incident.c.killed_low >= _persons(persons),
        test=lambda persons, columns: columns.killed_low >= _persons(persons),
        name=lambda persons: ngettext("at least {n} killed", "at least {n} killed", persons),
        parse=_parse_persons,
        narrowest=max,
    ),
    limit(
        "injured",
        N_("Injured, at least"),
        "injured_at_least",
        sql=lambda persons: incident.c.injured_low >= _persons(persons),
        test=lambda persons, columns: columns.injured_low >= _persons(persons),
        name=lambda persons: ngettext("at least {n} injured", "at least {n} injured", persons),
        parse=_parse_persons,
        narrowest=max,
    ),
    limit(
        "area",
        N_("Area"),
        "area",
        sql=_in_area_sql,
        test=lies_in,
        name=Shape.words,
        parse=Shape.parse,
        narrowest=None,
    ),
    limit(
        "seen",
        N_("In view"),
        "seen",
        sql=_in_area_sql,
        test=lies_in,
        name=lambda box: _("only what lies in view, {box}", box=box.words()),
        parse=_parse_box,
        narrowest=None,
    ),
    Filter(
        key="v",
        label=N_("Link version"),
        field="newer_link",
        words=lambda view: (
            None if view.newer_link is None else _("by a link of version {version}", version=quoted(view.newer_link))
        ),
        sql=lambda view: None if view.newer_link is None else false(),
        test=lambda view, columns: None if view.newer_link is None else np.zeros(len(columns), dtype=np.bool_),
        read=_newer_link,
        write=lambda view: [] if view.newer_link is None else [view.newer_link],
    ),
)
"""Every filter. Values within one are alternatives; the filters narrow each other."""

_BY_KEY = {row.key: row for row in FILTERS}


STEPS: dict[str, tuple[str, ...]] = {
    "last": ("24h", "7d", "30d", "12m"),
    "killed": ("0", "1", "5", "10", "25", "50", "100", "500"),
    "injured": ("0", "1", "5", "10", "25", "50", "100", "500"),
}
"""Values, as a link gives them, at which a filter by a number or by the last days is counted."""


def window(view: View) -> tuple[int, int] | None:
    """The half-open interval in UTC seconds since 1970 that the view's times leave; None where it has none."""
    begins, ends = [], []
    if view.since:
        begins.append(_day_begins(view.since))
    if view.until:
        ends.append(_day_ends(view.until))
    if view.last:
        start, end = _last_seconds(view.last)
        begins.append(start)
        ends.append(end)
    if not begins and not ends:
        return None
    return max(begins, default=_day_begins(date.min)), min(ends, default=_day_ends(date.max))


def leaves_no_time(view: View) -> bool:
    """Do its limits of time contradict each other, such as from the 10th until the 3rd?"""
    left = window(view)
    return left is not None and left[0] >= left[1]


def _persons(number: int) -> int:
    """The threshold within what a column can hold: more than MOST_PERSONS matches nothing."""
    return max(0, min(number, MOST_PERSONS + 1))
