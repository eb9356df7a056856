"""Vector tiles, read by GDAL: what our own writer wrote, another's reader must find."""

from __future__ import annotations

import pyogrio
import pytest

from mapapp.domain.view import View
from mapapp.store import Store
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from mapapp.store.tiles import CELLS, MOST_SINGLE, OutsideTheWorld, tile
from mapapp.web.api.vector_tile import layer_tile
from tests import builders
from tests.web.stand_in import a_backend


def decoded(content: bytes, folder, zoom: int = 0, across: int = 0, down: int = 0) -> list[dict]:
    """The features of a tile with the number of their points."""
    file = folder / f"{zoom}_{across}_{down}.mvt"
    file.write_bytes(content)
    options = {"X": across, "Y": down, "Z": zoom}
    if not pyogrio.list_layers(file, **{}).size:
        return []
    meta, _, shapes, columns = pyogrio.raw.read(file, layer="incidents", **options)
    rows = [dict(zip(meta["fields"], values, strict=True)) for values in zip(*columns, strict=True)]
    return [row | {"shape": shape} for row, shape in zip(rows, shapes, strict=True)]


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Snapshot:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('many') / 'incidents.sqlite'}")
    store.keep_many(synthetic_readings(3_000))
    return Snapshot.read(store)


def placed(snapshot: Snapshot, view: View) -> int:
    mask = snapshot.mask(view)
    return len({int(one) for one in snapshot.places.incident if mask[one]})


VIEWS = [View(), View(types=("battle",)), View(words="rebels"), View(killed_at_least=5), View(countries=("XX",))]


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_the_numbers_of_the_world_s_tile_add_up_to_all_that_is_placed(many, view):
    marks = tile(many.columns, many.mask(view), 0, 0, 0)
    assert sum(mark.n for mark in marks) == placed(many, view)
    assert len(marks) <= CELLS * CELLS


def test_the_same_through_the_address_and_another_reader(client, syria_backend, tmp_path):
    for query, view in (("", View()), ("?type=battle", View(types=("battle",)))):
        rows = decoded(client.get(f"/api/v1/tiles/0/0/0.mvt{query}").content, tmp_path)
        assert sum(row["n"] for row in rows) == placed(syria_backend.snapshot, view) > 0
        assert {"type", "status", "n", "killed"} <= set(rows[0])


@pytest.mark.parametrize("zoom", [1, 4])
def test_the_tiles_of_a_level_hold_every_incident(many, zoom):
    mask = many.mask(View())
    tiles = [tile(many.columns, mask, zoom, x, y) for x in range(2**zoom) for y in range(2**zoom)]
    assert sum(mark.n for marks in tiles for mark in marks) >= placed(many, View())
    assert {mark.id for marks in tiles for mark in marks if mark.id} <= set(many.columns.ids)


def test_near_to_it_each_incident_stands_alone_with_all_its_places(tmp_path, a_client):
    report = builders.a_report("Shelling at Aleppo and beside it.")
    places = (builders.an_incident_place(), builders.an_incident_place("Beside", longitude=37.1612))
    one = builders.an_incident(report=report, places=places)
    other_report = builders.a_report("Another one at Aleppo.")
    other = builders.an_incident("battle.clash", report=other_report)
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    client = a_client(a_backend(url, [(report, [one]), (other_report, [other])], merges=False))
    far = decoded(client.get("/api/v1/tiles/0/0/0.mvt").content, tmp_path)
    assert [(row["n"], row["killed"]) for row in far] == [(2, 8)]
    near = decoded(client.get("/api/v1/tiles/14/9883/6422.mvt").content, tmp_path, 14, 9883, 6422)
    assert {row["id"] for row in near} == {one.id, other.id}
    assert {row["n"] for row in near} == {1}
    from shapely import from_wkb

    shapes = {row["id"]: from_wkb(row["shape"]) for row in near}
    assert len(getattr(shapes[one.id], "geoms", [1])) == 2
    assert shapes[other.id].bounds[0] == pytest.approx(37.16117 * 111319.4908, abs=5)


def test_a_tile_with_too_many_is_clustered_at_any_level(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'x.sqlite'}")
    report = builders.a_report()
    store.keep(report, [builders.an_incident(report=report, id=f"{n:016x}") for n in range(MOST_SINGLE + 1)])
    snapshot = Snapshot.read(store)
    marks = tile(snapshot.columns, snapshot.mask(View()), 14, 9883, 6422)
    assert [(mark.n, mark.id) for mark in marks] == [(MOST_SINGLE + 1, None)]


EDGES = [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0), (85.06, 179.9999999), (0.0, 0.0)]


@pytest.mark.parametrize(("latitude", "longitude"), EDGES)
@pytest.mark.parametrize("zoom", [0, 3, 13])
def test_what_lies_on_the_world_s_edge_is_in_exactly_one_tile(tmp_path, latitude, longitude, zoom):
    store = Store.open(f"sqlite:///{tmp_path / 'x.sqlite'}")
    report = builders.a_report()
    place = builders.an_incident_place(latitude=latitude, longitude=longitude)
    store.keep(report, [builders.an_incident(report=report, places=(place,))])
    snapshot = Snapshot.read(store)
    last = 2**zoom - 1
    ends = {0, last, 2**zoom // 2, max(0, 2**zoom // 2 - 1)}
    held = [tile(snapshot.columns, snapshot.mask(View()), zoom, x, y) for x in ends for y in ends]
    assert sum(map(len, held)) == 1


@pytest.mark.parametrize(("zoom", "across", "down"), [(0, 1, 0), (3, 0, 8), (23, 0, 0), (10**6, 0, 0)])
def test_there_is_no_tile_outside_the_world(many, zoom, across, down):
    with pytest.raises(OutsideTheWorld):
        tile(many.columns, many.mask(View()), zoom, across, down)


def test_values_of_every_kind_and_texts_of_every_script_come_through(tmp_path):
    facts = {"a": "حلب \x00 <b>", "b": 2**40, "c": 1.5, "d": None, "e": 1}
    content = layer_tile("incidents", [([(0, 0), (4095, 4095)], facts), ([(5, 300)], {"b": 7})], 4096)
    first, second = decoded(content, tmp_path)
    assert (first["b"], first["c"], first["e"]) == (2**40, 1.5, 1)
    assert first["a"].startswith("حلب")
    assert second["b"] == 7
    assert "d" not in first
