"""Basemaps of the settings: what is taken, and what is refused with a sentence that says what must be otherwise."""

from __future__ import annotations

import pytest

from mapapp.domain.basemap import Kind, read_basemaps

GOOD = {
    "name": '"Streets"',
    "kind": '"xyz"',
    "url": '"https://tiles.example:8443/{z}/{x}/{y}{r}.png?key=a1"',
    "attribution": '"© Some people"',
}


def written(folder, code="streets", **changes):
    rows = {**GOOD, **changes}
    lines = [f"[{code}]", *(f"{key} = {value}" for key, value in rows.items() if value is not None)]
    path = folder / "basemaps.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_tiles_by_their_place(tmp_path):
    (basemap,) = read_basemaps(written(tmp_path, max_zoom="17"))
    assert (basemap.code, basemap.name, basemap.kind) == ("streets", "Streets", Kind.XYZ)
    assert (basemap.host, basemap.max_zoom) == ("https://tiles.example:8443", 17)


def test_a_map_service_names_its_layers(tmp_path):
    path = written(tmp_path, kind='"wms"', url='"http://maps.example/wms"', layers='"topo:roads,topo:names"')
    (basemap,) = read_basemaps(path)
    assert (basemap.layers, basemap.format, basemap.version) == ("topo:roads,topo:names", "image/png", "1.3.0")


def test_a_file_beside_the_list_is_given_out_by_this_server(tmp_path):
    (tmp_path / "land.pmtiles").write_bytes(b"PMTiles\x03" + bytes(119))
    (basemap,) = read_basemaps(written(tmp_path, kind='"pmtiles"', url=None, file='"land.pmtiles"'))
    assert basemap.file == (tmp_path / "land.pmtiles").resolve()
    assert basemap.host is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "world"}, "must be small letters, digits and hyphens, and not 'world'"),
        ({"code": "Streets"}, "must be small letters"),
        ({"kind": '"wmts"'}, "kind must be xyz, wms, pmtiles, not 'wmts'"),
        ({"attribution": None}, "attribution must be a text of up to 300 characters"),
        ({"attribution": '""'}, "attribution must be a text"),
        ({"name": "7"}, "name must be a text of up to 60 characters"),
        ({"url": None}, "url must be an address such as https://tiles.example/{z}/{x}/{y}.png"),
        ({"url": '"https://tiles.example/{z}/{x}.png"'}, "url must be an address"),
        ({"url": '"https://{s}.tiles.example/{z}/{x}/{y}.png"'}, "url must be an address"),
        ({"url": '"https://tiles.example/{s}/{z}/{x}/{y}.png"'}, "with nothing else in braces"),
        ({"url": '''"https://tiles.example; script-src *//{z}/{x}/{y}"'''}, "url must be an address"),
        ({"url": '"javascript:alert(1)/{z}/{x}/{y}"'}, "url must be an address"),
        ({"url": '"https://user@tiles.example/{z}/{x}/{y}.png"'}, "url must be an address"),
        ({"max_zoom": "23"}, "max_zoom must be a number from 0 to 22"),
        ({"max_zoom": "true"}, "max_zoom must be a number from 0 to 22"),
        ({"colour": '"red"'}, "must be a table of .*, not 'colour'"),
        ({"kind": '"wms"', "url": '"https://maps.example/wms"'}, "layers must be given"),
        ({"kind": '"wms"', "url": '"https://maps.example/wms?map=1"', "layers": '"a"'}, "url must have no query"),
        ({"kind": '"pmtiles"', "url": None, "file": '"nowhere.pmtiles"'}, "file cannot be read"),
        ({"kind": '"pmtiles"', "url": None, "file": '"basemaps.toml"'}, "file must be a PMTiles file of version 3"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_basemaps(written(tmp_path, **changes))


def test_a_list_that_is_no_toml_says_so(tmp_path):
    (tmp_path / "basemaps.toml").write_text("streets", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read as TOML"):
        read_basemaps(tmp_path / "basemaps.toml")
    with pytest.raises(ValueError, match="cannot be read as TOML"):
        read_basemaps(tmp_path / "nowhere.toml")
