from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.view import Look, View
from mapapp.store import Store
from mapapp.store.filters import FILTERS
from mapapp.web import link
from mapapp.web.link import LONGEST, LOOKS, LinkTooLong, LookKey, decode, decode_look, decode_query, encode, pairs_of
from tests.builders import a_report, an_incident
from tests.store.strategies import any_text, link_text, views

KEYS = [*(row.key for row in FILTERS), "incident", "utm_source", ""]
queries = st.lists(st.tuples(st.sampled_from(KEYS) | any_text, any_text), max_size=6)


@given(views())
def test_a_view_comes_back_from_its_link(view):
    assert decode_query(encode(view))[0] == view


MORE_LOOKS = tuple(
    LookKey(key=row.key, label=row.label, field=row.field, values=(*row.values, "another", "ar")) for row in LOOKS
)
looks = st.builds(Look, **{row.field: st.sampled_from(row.values) for row in MORE_LOOKS})


@given(views(), looks)
def test_a_view_and_its_look_come_back_from_one_link(view, look):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "LOOKS", MORE_LOOKS)
        query = encode(view, look)
        assert decode_look(pairs_of(query)) == (look, ())
        assert decode_query(query)[0] == view


@given(queries)
def test_any_query_is_understood_or_told(pairs):
    view, _ = decode(pairs)
    canonical = encode(view)
    assert encode(decode_query(canonical)[0]) == canonical
    assert decode_query(canonical)[0] == view


@given(st.text())
def test_any_address_is_read(query):
    decode_query(query)


@given(views(any_text))
def test_lone_surrogates_never_break_a_link(view):
    encode(view).encode("ascii")


@given(st.lists(st.tuples(st.sampled_from(KEYS), link_text), max_size=4), st.randoms())
def test_the_order_of_a_link_means_nothing(pairs, chance):
    mixed = sorted(pairs, key=lambda pair: pair[0] in {"words", "incident"})  # these two keep their own order
    free = [pair for pair in mixed if pair[0] not in {"words", "incident"}]
    chance.shuffle(free)
    assert decode(free + mixed[len(free) :])[0] == decode(mixed)[0]


LINKS = [
    (View(), ""),
    (View(types=("battle", "explosion.air")), "type=battle&type=explosion.air"),
    (View(provinces=("geonames:170062",)), "province=geonames:170062"),
    (View(words="air strike"), "words=air+strike"),
    (View(since=date(2016, 12, 1), until=date(2016, 12, 31)), "from=2016-12-01&to=2016-12-31"),
    (View(killed_at_least=0), "killed=0"),
    (View(countries=("SY",), incident="abc"), "country=SY&incident=abc"),
    (View(sources=("A&B=C",)), "source=A%26B%3DC"),
    (View(types=("battle", "battle")), "type=battle"),
]


@pytest.mark.parametrize(("view", "query"), LINKS)
def test_a_view_has_one_link(view, query):
    assert encode(view) == query


UNKNOWN = [
    ("type=nonsense", "The type “nonsense” is not known here"),
    ("status=maybe", "The status “maybe” is not known here"),
    ("country=Syria", "a country is two capital letters"),
    ("country=sy", "a country is two capital letters"),
    ("province=Aleppo", "it should be a place id"),
    ("source=", "a source without a name"),
    ("from=2016-13-01", "a date is written 2016-12-14"),
    ("from=", "a date is written 2016-12-14"),
    ("to=yesterday", "a date is written 2016-12-14"),
    ("killed=many", "a whole number of persons"),
    ("killed=-1", "a whole number of persons"),
    ("killed=١٢", "a whole number of persons"),
    ("killed=" + "9" * 5000, "a whole number of persons"),
    ("type=", "is not known here"),
    ("type=nonsense&killed=1", "is not known here"),
    ("from=2016-13-01&from=2016-12-01", "is not understood"),
    ("v=2", "This link is of version “2”, which is not known here"),
    ("v=2&type=explosion", "Nothing matches it"),
    ("v=1&v=2", "version “1,2”"),
    ("v=", "version “”"),
    ("v=01", "version “01”"),
]


@pytest.mark.parametrize(("query", "sentence"), UNKNOWN)
def test_an_unknown_value_is_told_and_never_shows_more(store, query, sentence):
    report = a_report()
    store.keep(report, [an_incident(report=report)])
    view, notes = decode_query(query)
    assert any(sentence in note for note in notes)
    assert store.ids(view) == []
    assert decode_query(encode(view)) == (view, notes) if len(query) < LONGEST else True


def test_a_known_value_beside_an_unknown_one_still_holds(store):
    report = a_report()
    incident = an_incident(report=report)
    store.keep(report, [incident])
    view, notes = decode_query("type=nonsense&type=explosion")
    assert len(notes) == 1
    assert store.ids(view) == [incident.id]


def test_an_unknown_filter_is_told_unless_it_belongs_to_the_page():
    assert decode_query("mood=happy")[1] == ("This map has no filter “mood”; it was left out.",)
    assert decode_query("z=5&bbox=1", {"z", "bbox"}) == (View(), ())


def test_what_is_not_known_of_a_look_is_told_and_the_rest_holds():
    look, notes = decode_look([("layer", "smell"), ("tab", "map"), ("lang", "tlh"), ("type", "battle")])
    assert look == Look()
    assert notes == (
        "Layer “smell” is not known here; it is shown as usual.",
        "Language “tlh” is not known here; it is shown as usual.",
    )
    assert decode([("layer", "smell"), ("type", "battle")]) == (View(types=("battle",)), ())


def test_links_of_old_versions_are_read_and_written_anew(monkeypatch):
    def renamed(values):
        return {{"kind": "type"}.get(key, key): told for key, told in values.items()}

    def widened(values):
        said = [f"battle.{code}" if code == "clash" else code for code in values.get("type", [])]
        return values | ({"type": said} if said else {})

    monkeypatch.setattr(link, "VERSION", 3)
    monkeypatch.setattr(link, "UPGRADES", {1: renamed, 2: widened})
    now = View(types=("battle.clash",))
    for query in ("kind=clash", "v=1&kind=clash", "v=2&type=clash", "v=3&type=battle.clash"):
        assert decode_query(query) == (now, ())
    assert encode(now) == "type=battle.clash&v=3"
    assert decode_query("v=4&type=battle.clash")[0].newer_link == "4"


def test_of_several_limits_the_narrowest_holds_and_is_told():
    view, notes = decode_query("killed=5&killed=10&from=2016-12-01&from=2016-12-02&to=2016-12-09&to=2016-12-08")
    assert (view.killed_at_least, view.since, view.until) == (10, date(2016, 12, 2), date(2016, 12, 8))
    assert len(notes) == 3


def test_a_long_value_is_cut_short_in_its_sentence():
    (note,) = decode_query("type=" + "x" * 10_000)[1]
    assert len(note) < 150


def test_a_link_that_would_break_is_refused_with_advice():
    many = View(sources=tuple(f"source number {number}" for number in range(200)))
    with pytest.raises(LinkTooLong, match="Choose fewer values"):
        encode(many)


def test_a_link_of_the_longest_size_is_made():
    room = LONGEST - len("words=")
    assert len(encode(View(words="x" * room))) == LONGEST
    with pytest.raises(LinkTooLong):
        encode(View(words="x" * (room + 1)))


def test_the_pairs_of_a_query_may_come_from_anybody():
    assert decode(parse_qsl("type=battle&type=riot"))[0] == View(types=("battle", "riot"))


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path}/incidents.sqlite")
    yield store
    store.close()
