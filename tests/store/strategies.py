"""Any report, incident or view: what the laws of the store are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from gazetteer.place import PlaceKind, Point
from mapapp.domain.claim import Attribution, Claim, CountKind, CountRange, Stance
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import Incident, IncidentPlace, Party, PartyKind, PlaceRole, Review, Status
from mapapp.domain.lately import Lately
from mapapp.domain.mention import Reason
from mapapp.domain.report import Report, Source, SourceKind, Span, digest
from mapapp.domain.shape import Shape
from mapapp.domain.view import View
from mapapp.domain.when import TimePrecision, When

any_text = st.text(st.characters(exclude_categories=()), max_size=12)
"""Lone surrogates and NUL included."""

link_text = st.text(max_size=12)
"""What a browser can send: no lone surrogates; NUL included."""

few_words = st.sampled_from(
    ["Ḥamāh", "hamah", "ALEPPO", "a", "%", "_", "/", "\\", "100%", "x_y", "ß", "ss", "ﬁre", "fire", "é", "e\u0301",
     "\x00", "\ud800", "\ufffd", "حلب", "ℍ", "İ", "i"]
)  # fmt: skip
phrases = st.lists(few_words, max_size=4).map(" ".join)

confidence = st.floats(0, 1)
spans = st.builds(
    lambda start, length: Span(start=start, end=start + length), st.integers(0, 10**6), st.integers(1, 10**4)
)
zones = st.integers(-14 * 60 + 1, 14 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=st.just(UTC) | zones)
days = st.dates(date(2016, 12, 1), date(2016, 12, 20))
persons = st.none() | st.integers(0, 20) | st.integers(0, 10**30)


@st.composite
def whens(draw) -> When:
    """Mostly near the windows of `views`, now and then anywhere in the calendar."""
    precision = draw(st.sampled_from(TimePrecision))
    if draw(st.integers(0, 9)) == 0:
        start, end = sorted(draw(st.lists(instants, min_size=2, max_size=2, unique=True)))
    else:
        day = draw(days)
        start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 86_399)))
        end = start + timedelta(seconds=draw(st.integers(1, 20 * 86_400)), microseconds=draw(st.integers(0, 1)))
    return When(
        start=draw(st.none() | st.just(start)),
        end=end,
        precision=precision,
        wording=draw(any_text),
        rule=draw(any_text),
    )


points = st.builds(Point, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))


def _named(place: IncidentPlace) -> IncidentPlace:
    """A province has one name, whoever names it."""
    return replace(place, admin1=f"Province {place.admin1_id}") if place.admin1_id else place


places = st.builds(
    IncidentPlace,
    place_id=st.sampled_from(["p:1", "p:2", "p:3", "p:4"]),
    name=few_words,
    surface=any_text,
    span=spans,
    point=points | st.sampled_from([Point(latitude=1.0, longitude=2.0), Point(latitude=0.0, longitude=0.0)]),
    kind=st.sampled_from(PlaceKind),
    radius_km=st.floats(0, 500),
    country_code=st.none() | st.sampled_from(["SY", "IQ", "MM"]),
    admin1=st.none() | any_text,
    admin1_id=st.none() | st.sampled_from(["geonames:1", "geonames:2", "x:3"]),
    confidence=confidence,
    modifier=st.none() | any_text,
    described=st.none() | any_text,
    role=st.sampled_from(PlaceRole),
).map(_named)
parties = st.builds(
    Party,
    name=any_text | phrases,
    span=spans,
    canonical=st.none() | phrases,
    kind=st.sampled_from(PartyKind),
    alleged=st.booleans(),
)
attributions = st.builds(
    Attribution,
    said_by=any_text,
    via=st.none() | any_text,
    stance=st.sampled_from(Stance),
    span=spans,
    kind=st.sampled_from(SourceKind),
)
claims = st.builds(
    Claim,
    report_id=st.just("r"),
    span=spans,
    wording=any_text | phrases,
    attribution=st.none() | attributions,
    stance=st.sampled_from(Stance),
)
counts = st.builds(
    CountRange,
    kind=st.sampled_from([CountKind.KILLED, CountKind.INJURED, CountKind.EVACUATED]),
    low=persons,
    high=persons,
    approximate=st.booleans(),
    wording=any_text,
    span=spans,
    subset_of=st.none() | any_text,
    replaced_by=st.none() | any_text,
)
reasons = st.builds(Reason, feature=any_text, points=st.floats(-5, 5), sentence=any_text)


def few(strategy, size=2):
    return st.lists(strategy, max_size=size).map(tuple)


reports = st.builds(
    Report,
    text=any_text,
    title=any_text,
    source=st.none()
    | st.builds(
        Source,
        name=any_text | st.sampled_from(["Interfax", "AFP", " AFP ", "\x00"]),
        kind=st.sampled_from(SourceKind),
        url=st.none() | any_text,
    ),
    url=st.none() | any_text,
    published=st.none() | instants,
    published_rule=st.none() | any_text,
    country_code=st.none() | st.just("SY"),
    language=st.none() | st.sampled_from(["en", "fr"]) | any_text,
    collected=st.none() | instants,
)


def incidents_of(report_id: str):
    """Any incident which that report tells. The id is not made from the content: two draws differ."""
    return st.builds(
        Incident,
        id=st.uuids().map(lambda number: digest(str(number))),
        report_ids=st.just((report_id,)),
        event_type=st.sampled_from([row.event_type for row in EVENT_TYPES.values()][:8]),
        status=st.sampled_from(Status),
        places=few(places),
        when=st.none() | whens(),
        actors=few(parties, 1),
        targets=few(parties, 1),
        counts=few(counts),
        claims=few(claims, 1),
        reasons=few(reasons, 1),
        confidence=confidence,
        maker=any_text,
        review=st.sampled_from([Review.AUTO] * 8 + [*Review]),
    )


@st.composite
def readings(draw):
    """A few different reports, each with what it tells; now and then none."""
    some = draw(st.lists(reports, max_size=3, unique_by=lambda report: report.id))
    return [(report, tuple(draw(st.lists(incidents_of(report.id), min_size=2, max_size=5)))) for report in some]


def values(*known: str, other=link_text):
    """Values of a filter as a canonical view has them: sorted, each once; some of them nobody has."""
    return st.lists(st.sampled_from(known) | other, max_size=2, unique=True).map(sorted).map(tuple)


latelys = st.builds(Lately, st.integers(1, 9_999), st.sampled_from("hdmy"))
shapes = st.sampled_from(
    ["box:1,0,3,2", "box:-180,-90,180,90", "box:170,-10,-170,10", "box:0,-90,0.5,90", "circle:2,1,300",
     "circle:179.5,0,900", "circle:10,88,700", "circle:0,-90,4000", "polygon:0,0,4,0,2,3",
     "polygon:170,0,-170,0,-170,9",
     "polygon:0,70,120,70,-120,70", "polygon:0,-70,120,-60,-120,-70", "polygon:175,0,190,0,190,5",
     "polygon:" + ",".join(f"{round(5 * x, 2)},{round(y, 2)}" for x, y in
                           ((n / 40, n % 2 * 3 - 20) for n in range(41))) + ",5,60,0,60"]
).map(Shape.parse)  # fmt: skip
boxes = shapes.filter(lambda shape: shape.kind == "box")
unreadable = st.sampled_from([("from", ""), ("from", "2016-13-01"), ("to", "soon"), ("killed", "-1"), ("killed", "x")])


def views(text=link_text):
    """Any canonical view, unknown values included."""
    return st.builds(
        View,
        types=values(*GROUPS, *list(EVENT_TYPES)[:8], other=text),
        statuses=values(*Status, other=text),
        countries=values("SY", "IQ", "MM", "ZZ", other=text),
        provinces=values("geonames:1", "x:3", other=text),
        sources=values("Interfax", "AFP", other=text),
        precisions=values("settlement", "admin-1", other=text),
        actors=values("rebels", "Ḥamāh", other=text),
        reviews=values("auto", "confirmed", "rejected", other=text),
        languages=values("en", "fr", other=text),
        words=st.just("") | (phrases if text is any_text else link_text),
        since=st.none() | days | st.dates(),
        until=st.none() | days | st.dates(),
        last=st.none() | latelys,
        killed_at_least=st.none() | st.integers(0, 20) | st.integers(0, 10**10 - 1),
        injured_at_least=st.none() | st.integers(0, 20) | st.integers(0, 10**10 - 1),
        area=st.none() | shapes,
        seen=st.none() | boxes,
        incident=st.none() | text,
        newer_link=st.none() | st.sampled_from(["", "0", "01", "99", "1,2", "new"]),
        unreadable=st.just(()) | st.lists(unreadable, max_size=2, unique=True).map(sorted).map(tuple),
    )


_ONE_FILTER = {
    "types": st.lists(st.sampled_from([*GROUPS, *list(EVENT_TYPES)[:8]]) | any_text, min_size=1, max_size=3).map(tuple),
    "statuses": st.lists(st.sampled_from([*map(str, Status)]) | any_text, min_size=1, max_size=4).map(tuple),
    "countries": st.lists(st.sampled_from(["SY", "IQ", "MM", "sy"]), min_size=1, max_size=2).map(tuple),
    "provinces": st.lists(st.sampled_from(["geonames:1", "geonames:2", "x:3"]), min_size=1, max_size=2).map(tuple),
    "sources": st.lists(st.sampled_from(["Interfax", "AFP", "\x00"]) | any_text, min_size=1, max_size=2).map(tuple),
    "precisions": st.lists(st.sampled_from(["settlement", "admin-1", "country", "x"]), min_size=1, max_size=3).map(
        tuple
    ),
    "actors": st.lists(few_words | phrases | any_text, min_size=1, max_size=3).map(tuple),
    "reviews": st.lists(st.sampled_from(["auto", "confirmed", "rejected"]), min_size=1, max_size=2).map(tuple),
    "languages": st.lists(st.sampled_from(["en", "fr"]) | any_text, min_size=1, max_size=2).map(tuple),
    "words": few_words | phrases | any_text,
    "since": days,
    "until": days,
    "last": latelys,
    "killed_at_least": st.integers(0, 12) | st.integers(-5, 10**31),
    "injured_at_least": st.integers(0, 12) | st.integers(-5, 10**31),
    "area": shapes,
    "seen": boxes,
}
"""For each field of View, values that often find some incidents and leave out others."""


@st.composite
def narrow_views(draw):
    """Views that set one or two filters, in any order and with values given twice."""
    fields = draw(st.sets(st.sampled_from(sorted(_ONE_FILTER)), min_size=1, max_size=2))
    return View(**{field: draw(_ONE_FILTER[field]) for field in sorted(fields)})
