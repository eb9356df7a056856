import re

from mapapp.draw import assets


def test_the_bundle_holds_the_scripts_in_their_order():
    bundle = assets.content(assets.BUNDLE)
    places = [bundle.index(assets.content(name)) for name in assets.BUNDLED]
    assert places == sorted(places)


def test_every_script_of_ours_is_in_the_bundle_or_belongs_to_a_page_without_folium():
    ours = {path.name for path in assets.STATIC.glob("*.js")}
    assert ours - set(assets.BUNDLED) == {"embed.js", "alone.js"}


def test_an_address_changes_with_what_the_file_holds(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    told = []
    for text in ("one", "another", "one"):
        (tmp_path / "map.css").write_text(text, encoding="utf-8")
        assets.address.cache_clear()
        told.append(assets.address("map.css"))
    assets.address.cache_clear()
    assert re.fullmatch(r"/assets/map\.css\?[0-9a-f]{12}", told[0])
    assert told[0] == told[2] != told[1]
