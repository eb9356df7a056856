"""Place names in Arabic letters, with the real gazetteer: which are found, what they do, and which place they mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import PlaceKind
from mapapp import language
from mapapp.domain.mention import Use
from mapapp.geoparse.arabic_words import beginnings, plain, words_of
from tests.builders import a_report
from tests.extract.tables import not_yet, rows
from tests.geoparse.test_places import COUNTRY, PROVINCE, QUARTER, TOWN, Found, names_in

BEGINNINGS = rows(
    ("دمشق", ["دمشق"]),
    ("ودمشق", ["ودمشق", "دمشق"]),
    ("وبدمشق", ["وبدمشق", "بدمشق", "دمشق"]),
    ("للعراق", ["للعراق", "لعراق", "عراق"]),
    ("وَبِدمشق", ["وَبِدمشق", "بِدمشق", "دمشق"]),
    ("بها", ["بها"]),
    ("والسودان", ["والسودان", "السودان"]),
)


@pytest.mark.parametrize(("word", "expected"), BEGINNINGS)
def test_one_letter_words_are_taken_off_a_word(word, expected):
    (one,) = words_of(word)
    assert [word[way.start : one.end] for way in beginnings(word, one, clitics=True)] == expected


def test_spellings_that_writers_exchange_are_one_word():
    assert plain("إدلب") == plain("ادلب")
    assert plain("مدينة") == plain("مدينه")
    assert plain("على") != plain("علي")


MEANT = rows(
    ("سقطت قذائف على قرية كفر حمرة في ريف حلب أمس.", Found("حلب", country="SY", kind=PROVINCE)),
    ("سقطت قذائف على مدينة حلب أمس وأصابت منازل المدنيين.", Found("حلب", country="SY", kind=TOWN)),
    ("هطلت أمطار غزيرة في محافظة درعا أمس الاثنين.", Found("درعا", country="SY", kind=PROVINCE)),
    ("هطلت أمطار غزيرة في محافظات درعا وحمص أمس.", Found("حمص", country="SY", kind=PROVINCE)),
    ("وقع انفجار بدمشق مساء الأحد ولم ترد أنباء عن ضحايا.", Found("دمشق", country="SY", kind=TOWN)),
    ("قدمت المنظمة مساعدات للعراق بعد الفيضانات الأخيرة.", Found("عراق", country="IQ", kind=COUNTRY)),
    ("تقدم الجيش في حي جوبر شرق العاصمة دمشق.", Found("جوبر", country="SY", kind=QUARTER)),
    ("قال مسؤولون إن انفجاراً وقع في مدينة الباب شمال سوريا.", Found("الباب", country="SY", kind=TOWN)),
    ("اندلع حريق في مصنع بمدينة طرابلس شمال لبنان.", Found("طرابلس", country="LB", kind=TOWN)),
    ("اندلعت معارك في طرابلس غرب ليبيا مساء أمس.", Found("طرابلس", country="LY", kind=TOWN)),
    ("أعلنت تركيا إغلاق المعبر أمام الشاحنات.", Found("تركيا", Use.GOVERNMENT, "TR", COUNTRY)),
    ("قصفت الطائرات الروسية مواقع للمسلحين.", Found("الروسية", Use.ADJECTIVE, "RU", COUNTRY)),
    ("وصلت القوات السعودية إلى المنطقة صباح اليوم.", Found("السعودية", Use.ADJECTIVE, "SA", COUNTRY)),
    ("وصل الوفد إلى السعودية صباح اليوم لإجراء محادثات.", Found("السعودية", Use.PLACE, "SA", COUNTRY)),
    ("بيروت (رويترز) - قتل رجلان في حادث سير مساء السبت.", Found("بيروت", Use.DATELINE, "LB")),
    ("وقع الحادث على بعد 30 كيلومتراً شرق حمص في سوريا.", Found("حمص", Use.REFERENCE, "SY")),
    ("نشرت صحيفة القدس العربي التقرير صباح اليوم.", Found("القدس", Use.ORGANISATION)),
    ("نزح السكان من مخيم جباليا في غزة أمس.", Found("مخيم جباليا", country="PS")),
    ("قُتِلَ رَجُلٌ في حَلَبَ أمسِ وأُصيبَ آخَرون.", Found("حَلَبَ", country="SY")),
    ("انفجار در کابل پایتخت افغانستان چهار کشته بر جای گذاشت.", Found("کابل", country="AF")),
    ("کراچی میں بم دھماکے میں چار افراد ہلاک ہو گئے۔", Found("کراچی", country="PK")),
    ("قصف الجيش بلدة كناكر في ريف دمشق.", Found("كناكر", country="SY")),
    not_yet("وصل النازحون إلى بلدة أمزميز في المغرب.", Found("أمزميز", country="MA"), why="no list has it in Arabic"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_a_name_is_found_and_means_the_place_that_the_text_speaks_of(pipeline, text, expected):
    found = [r for r in names_in(pipeline, text) if r.mention.surface == expected.surface]
    assert [r.mention.use for r in found] == [expected.use]
    if expected.country:
        assert found[0].place.country_code == expected.country
    if expected.kind:
        assert found[0].place.kind == expected.kind


NOT_PLACES = rows(
    ("قال صالح إن الحرب ليست حلاً وإن السلام ممكن.",),
    ("فاز النصر على الهلال بهدفين مساء الجمعة على ملعب الملك فهد.",),
    ("عاد الأطفال إلى البيت في الصباح ومشوا في الشارع الجديد.",),
    ("قال محمد شياع السوداني إن العمل مستمر.",),
    ("أصيب عمر البغدادي ومريم الحلبي بجروح طفيفة.",),
    ("حذر خبراء الاقتصاد من فساد مالي ومن عجز في الموازنة.",),
    ("ترجمت أعماله إلى لغات عديدة ونال جائزة كبيرة.",),
    ("انسحب مقاتلو هيئة تحرير الشام وحركة أحرار الشام.",),
)


@pytest.mark.parametrize("text", NOT_PLACES)
def test_people_words_and_clubs_are_not_places(pipeline, text):
    ground = {Use.PLACE, Use.DATELINE, Use.ADJECTIVE, Use.GOVERNMENT}
    assert [r.mention.surface for r in names_in(pipeline, text) if r.mention.use in ground] == []


def test_an_indefinite_accusative_is_a_people_and_no_country(pipeline):
    (found,) = names_in(pipeline, "اعتقلت الشرطة سورياً بتهمة التهريب أمس.")
    assert (found.mention.surface, found.mention.use) == ("سورياً", Use.ADJECTIVE)


def test_what_narrows_a_place_is_kept_with_it(pipeline):
    found = names_in(pipeline, "قصفت المدفعية مناطق في شمال شرق العراق أمس.")
    assert [(r.mention.surface, r.mention.modifier) for r in found] == [("العراق", "شمال شرق")]


def test_a_lesser_town_counts_where_the_text_speaks_of_its_country(pipeline):
    alone = names_in(pipeline, "وقع حادث في منبج صباح أمس.")
    told = names_in(pipeline, "وقع حادث في منبج صباح أمس، وقالت سوريا إنها ستحقق.")
    assert [r.mention.surface for r in alone] == []
    assert [r.mention.surface for r in told] == ["منبج", "سوريا"]


def test_the_reader_s_country_counts_as_spoken_of(pipeline):
    found = names_in(pipeline, "وقع حادث في منبج صباح أمس.", country_code="SY")
    assert [r.mention.surface for r in found] == ["منبج"]


def test_arabic_is_never_given_to_the_english_model(pipeline, monkeypatch):
    seen = []
    entities = language.entities
    monkeypatch.setattr(language, "entities", lambda texts, **_how: entities(seen.append(t) or t for t in texts))
    text = "A bomb exploded in Homs on Monday, police said.\n\nوقع انفجار في حمص أمس وقتل ثلاثة مدنيين، وفق الشرطة."
    found = names_in(pipeline, text)
    assert [r.mention.surface for r in found] == ["Homs", "حمص"]
    assert seen == ["A bomb exploded in Homs on Monday, police said.", ""]


MIXED = st.lists(
    st.sampled_from(
        ["حلب", "وبدمشق", "في", "مدينة", "محافظة", "للعراق", "السورية", "محمد", "صحيفة", "ـ", "،", ".", "\n\n", "Homs",
         "in", "the", "الباب", "ال", "و", "لل", "\u200f", "\u200c", "\u064b", "شمال", "غزة", "30", "كم", "کابل", "—",
         "Köln", "Москва", "北京", "\ud83d", "💥", "(رويترز)", "killed"]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150)
@given(text=st.one_of(MIXED.map(" ".join), MIXED.map("".join), st.text(max_size=60)))
def test_the_names_of_any_mixed_text_stand_where_they_say_in_order_and_apart(pipeline, text):
    found = [r.mention for r in pipeline.read(a_report(text, source=None)).resolutions]
    assert all(text[m.span.start : m.span.end] == m.surface for m in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(0 <= m.confidence <= 1 for m in found)


FOREIGN = rows(
    ("Une bombe a explosé lundi à Marseille, tuant trois personnes, selon la police.", ["Marseille"]),
    ("Le club Paris Saint-Germain et le journal Le Monde ont publié un communiqué lundi.", []),
    ("Bei einem Brand in Köln sind am Montag zwei Menschen gestorben. Das Essen war kalt.", ["Köln"]),
    ("Cuatro personas murieron el lunes en Guayaquil, informó el ministro Santiago León.", ["Guayaquil"]),
    ("В понедельник министр прибыл в Новосибирск и встретился с рабочими завода.", ["Новосибирск"]),
    ("北京发生爆炸，造成四人死亡。", []),
)


@pytest.mark.parametrize(("text", "surfaces"), FOREIGN)
def test_other_languages_give_only_names_that_can_hardly_be_anything_else(pipeline, text, surfaces):
    reading = pipeline.read(a_report(text, source=None))
    assert [r.mention.surface for r in reading.resolutions] == surfaces
    assert reading.incidents == ()


def test_kinds_of_the_word_lists_are_kinds_of_places():
    from mapapp.geoparse.arabic_cues import LANGUAGES, cues_of

    kinds = {kind for code in LANGUAGES for kind in cues_of(code).kinds.values() if kind}
    assert kinds <= set(PlaceKind)
