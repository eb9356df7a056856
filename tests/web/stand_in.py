"""A small application for the tests of the pages: a real store, and a gazetteer and a pipeline that know one town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazetteer.candidate import Candidate, Match
from gazetteer.names import fold
from gazetteer.place import NameForm, Place, PlaceKind, Point
from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.incident import Incident
from mapapp.domain.mention import Resolution
from mapapp.domain.report import Report, Span
from mapapp.merge import Merger
from mapapp.settings import Settings
from mapapp.store import Store
from mapapp.web.backend import Backend
from tests import builders


def _towns() -> tuple[Place, ...]:
    towns = [("Aleppo", "SY", "Aleppo", 36.2, 37.16)]
    towns += [("Springfield", "US", state, 40.0, -90.0 + at) for at, state in enumerate(("Illinois", "Ohio", "Texas"))]
    return tuple(
        builders.a_place(
            name,
            id=f"test:{name}-{admin1}",
            country_code=country,
            admin1=admin1,
            admin1_id=f"test:{admin1}",
            population=50_000,
            point=Point(latitude=latitude, longitude=longitude),
        )
        for name, country, admin1, latitude, longitude in towns
    )


class StandInGazetteer:
    """Knows Syria, the outline of one province and the towns Aleppo and Springfield."""

    towns = _towns()

    def candidates(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(place=town, match=Match.EXACT, form=NameForm(text=town.name, kind="official"))
            for town in self.towns
            if fold(town.name) == fold(name) and country in {None, town.country_code}
        )

    named = candidates

    def joined(self, name: str, *, country: str | None = None) -> tuple[Candidate, ...]:
        return ()

    sounding = misspelt = shortened = joined

    def alike(self, name: str, country: str) -> tuple[Candidate, ...]:
        return ()

    def parents(self, place_id: str) -> tuple[Place, ...]:
        return ()

    def demonym(self, word: str) -> str | None:
        return None

    def containing(self, point: Point) -> tuple[Place, ...]:
        return ()

    def country(self, code: str) -> Place | None:
        names = {"SY": "Syria", "UA": "Ukraine"}
        return builders.a_place(names[code], kind=PlaceKind.COUNTRY) if code in names else None

    def place(self, place_id: str) -> Place:
        if not place_id.startswith("test:"):
            raise KeyError(place_id)
        return builders.a_place(place_id.removeprefix("test:"))

    def outline(self, place_id: str) -> dict[str, Any] | None:
        if place_id != "test:Homs":
            return None
        ring = [[36.0, 34.0], [39.0, 34.0], [39.0, 35.0], [36.0, 35.0], [36.0, 34.0]]
        return {"type": "Polygon", "coordinates": [ring]}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInReading:
    """As mapapp.pipeline.Reading."""

    report: Report
    document: Document
    resolutions: tuple[Resolution, ...]
    incidents: tuple[Incident, ...]
    notes: tuple[str, ...]
    limits: tuple[str, ...] = ()


FRENCH = "This text is in French. Incidents can be read from English text only."


class StandInPipeline:
    """Finds a shelling wherever a text says Aleppo, and takes a text with “bombe” for French."""

    def soon(self) -> None:
        """It is there already."""

    def steps(self, report: Report) -> Iterator[tuple[float, str, StandInReading | None]]:
        yield 0.1, "Looking for places", None
        yield 1.0, "Done", self.read(report)

    def read(self, report: Report) -> StandInReading:
        text = report.text
        whole = Span(start=0, end=len(text))
        limits = (FRENCH,) if "bombe" in text else ()
        incidents = []
        if (start := text.find("Aleppo")) >= 0:
            here = Span(start=start, end=start + 6)
            incidents.append(
                builders.an_incident(
                    report=report,
                    places=(builders.an_incident_place(span=here),),
                    when=builders.a_when() if report.published else None,
                    counts=(),
                    claims=(builders.a_claim(text, report_id=report.id, span=whole),),
                )
            )
        return StandInReading(
            report=report,
            document=Document(report=report, blocks=(Block(span=whole, kind=BlockKind.BODY),)),
            resolutions=(),
            incidents=tuple(incidents),
            notes=("“Damascus” is only what another place is described by.", *limits),
            limits=limits,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """As mapapp.wiring.Application."""

    store: Store
    gazetteer: StandInGazetteer = field(default_factory=StandInGazetteer)
    pipeline: StandInPipeline = field(default_factory=StandInPipeline)
    settings: Settings = field(default_factory=Settings)


Kept = Sequence[tuple[Report, Sequence[Incident]]]


def a_backend(url: str, kept: Kept = (), *, merges: bool = True, settings: Settings | None = None) -> Backend:
    """A backend that is open already."""
    store = Store.open(url, Merger() if merges else None)
    store.keep_many(kept)
    application = StandIn(store=store, settings=settings or Settings())
    backend = Backend(lambda progress: application)  # type: ignore[arg-type, return-value]
    backend.start()
    backend._thread.join()  # type: ignore[union-attr]
    return backend
