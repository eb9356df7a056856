"""Two reports: copies of one text, versions of one article, or neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.story import Bond
from mapapp.story import Teller
from mapapp.story.prints import canonical
from tests.story.world import ELSE, reading, readings, text_of

TELLER = Teller()
WHOLE = reading(text_of(14), "Reuters")[0]
ADDRESS = "https://news.example/a"


def other(text: str = text_of(14), source: str | None = "Daily Post", **more):
    return reading(text, source, **more)[0]


FOREIGN = "\n".join(ELSE)
BONDS = [
    pytest.param(WHOLE, other(), (Bond.COPY, True), id="the same text elsewhere"),
    pytest.param(WHOLE, other(text_of(14, head="Big headline", cut=4)), (Bond.COPY, True), id="cut, with another head"),
    pytest.param(WHOLE, other(text_of(14, cut=1)), (Bond.COPY, False), id="much cut"),
    pytest.param(WHOLE, other(FOREIGN), None, id="another text"),
    pytest.param(WHOLE, other(f"{text_of(14, cut=0)}\n{FOREIGN}"), None, id="one sentence in another text"),
    pytest.param(WHOLE, other(day=25), (Bond.COPY, False), id="ten days later"),
    pytest.param(WHOLE, other(published=None), (Bond.COPY, True), id="not dated"),
    pytest.param(WHOLE, other(text_of(31).replace("Saleh", "Omar").replace("three", "five")), None, id="other facts"),
    pytest.param(WHOLE, other(text_of(16), "Reuters"), (Bond.VERSION, True), id="the same source and title, edited"),
    pytest.param(
        WHOLE, other(text_of(16), "Reuters", day=19), (Bond.COPY, True), id="the same source and title, days later"
    ),
    pytest.param(
        replace(WHOLE, url=ADDRESS),
        other(text_of(31, cut=2), "Agency", url=f"{ADDRESS}/"),
        (Bond.VERSION, True),
        id="the same address, edited",
    ),
    pytest.param(replace(WHOLE, url=ADDRESS), other(FOREIGN, url=ADDRESS), None, id="the same address, all else"),
]


@pytest.mark.parametrize(("one", "another", "expected"), BONDS)
def test_two_reports_are_tied_by_what_they_share(one, another, expected):
    ties = TELLER.ties(one, [another])
    assert [(tie.bond, tie.sure) for tie in ties] == ([] if expected is None else [expected])
    assert TELLER.ties(another, [one]) == ties


ADDRESSES = [
    ("HTTP://www.News.example:80/a/?utm_source=x&id=3#top", "news.example/a?id=3"),
    ("https://m.news.example/a/", "news.example/a"),
    ("https://news.example:8443/a", "news.example:8443/a"),
    ("https://news.example", "news.example"),
    ("ftp://news.example/a", None),
    ("no address", None),
    ("https://[news", None),
    ("https://news.example/" + "a" * 3_000, None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "address"), ADDRESSES)
def test_an_address_is_told_without_what_does_not_change_the_page(url, address):
    assert canonical(url) == address


@given(st.text(max_size=300))
def test_no_address_breaks_anything(url):
    canonical(f"https://{url}")
    canonical(url)


@given(st.text(max_size=400))
def test_any_text_has_a_print_and_is_its_own_copy_or_too_short(text):
    report = replace(WHOLE, id="", text=text or ".", url=None)
    print_ = TELLER.text_print(report)
    assert all(0 <= band < 2**60 for band in print_.bands)
    moved = replace(report, id="", source=None, title="x", published=WHOLE.published + timedelta(days=1))
    ties = TELLER.ties(report, [moved])
    assert bool(ties) == bool(print_.bands)


SCRIPTS = [
    "他说炮弹落在市场上造成十四人死亡救护车把伤者送往三家医院医生请求居民献血因为库存不足目击者描述了店主用双手挖掘的情景",
    "قال المحافظ إن قذائف هاون سقطت على سوق المدينة وقتلت أربعة عشر شخصا يوم الأربعاء ونقلت سيارات الإسعاف الجرحى إلى "
    "ثلاثة مستشفيات حيث طلب الأطباء من السكان التبرع بالدم وقال شهود إن أصحاب المتاجر حفروا بأيديهم بين الأكشاك.",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_scripts_without_spaces_or_capitals_are_compared_too(text):
    one, another = (replace(WHOLE, id="", text=f"{text}.", source=source) for source in (None, WHOLE.source))
    assert set(TELLER.text_print(one).bands) == set(TELLER.text_print(another).bands) != set()
    assert [tie.sure for tie in TELLER.ties(one, [another])] == [True]


@given(readings(most=3))
def test_a_tie_is_the_same_in_either_order(some):
    reports = [report for report, _ in some]
    for one in reports:
        for another in reports:
            if one.id != another.id:
                assert TELLER.ties(one, [another]) == TELLER.ties(another, [one])
