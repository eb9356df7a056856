"""In which language a text is: English unless it is nearly sure that it is another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.domain.tongue import Tongue
from mapapp.intake.blocks import document_of
from mapapp.intake.limits import limits_of
from mapapp.intake.scripts import main_script
from mapapp.intake.tongues import told_apart
from tests.builders import a_report

ENGLISH = "Mortar shells killed four people in the city on Monday, and the police said that they were farmers."
FRENCH = "Une bombe a tué trois personnes à Homs lundi, selon la police, et deux autres ont été blessées."
ARABIC = "قتل أربعة مدنيين في قصف استهدف سوقاً شعبية أمس الاثنين، وفق ما قالت الشرطة."


def read(text, **report):
    return told_apart(document_of(a_report(text, source=None, **report)))


READ_AS_ENGLISH = [
    ENGLISH,
    "HOMS, SYRIA: 3 KILLED, 12 HURT IN SHELLING",
    "RT @somebody: #Earthquake M 4.7 - East of the Kuril Islands http://t.co/x",
    "Date\tPlace\tKilled\n2016-12-01\tAleppo\t4\n2016-12-02\tIdlib\t7",
    "Aleppo, Idlib, Hama, Raqqa, Deir ez-Zor",
    "Rio de Janeiro",
    "Abu Bakr al-Baghdadi",
    "Four people don die for Lagos on Monday wey bomb blow.",
    "Deputies of La République en Marche met the Bürgermeister of Köln.",
    "12 34",
    "💥",
    "",
]


@pytest.mark.parametrize("text", READ_AS_ENGLISH)
def test_what_is_english_or_cannot_be_told_is_read_as_english(text):
    assert all(block.tongue.is_english for block in read(text).blocks)


FOREIGN = [
    (FRENCH, "fr"),
    ("Ein Zug ist am Montag in Köln entgleist, drei Menschen wurden getötet.", "de"),
    ("Cuatro personas murieron el lunes en un ataque en Cali, informó la policía.", "es"),
    ("Quatro pessoas morreram na segunda-feira em Manaus, disse a polícia.", "pt"),
    ("Halep'te pazartesi günü bir bomba patladı, üç kişi öldü.", "tr"),
    ("Ledakan bom di Jakarta menewaskan empat orang pada hari Senin, kata polisi.", "id"),
    ("Wanajeshi wanne waliuawa Mogadishu siku ya Jumatatu, polisi walisema.", "sw"),
    ("В понедельник в Харькове погибли четыре человека.", "ru"),
    ("У понеділок у Харкові загинули четверо людей.", "uk"),
    (ARABIC, "ar"),
    ("چهار نفر در بمب‌گذاری روز دوشنبه در کابل کشته شدند.", "fa"),
    ("کراچی میں بم دھماکے میں چار افراد ہلاک ہو گئے۔", "ur"),
    ("حلب", "ar"),
    ("北京发生爆炸，造成四人死亡。", "zh"),
    ("東京で火災があり、四人が死亡しました。", "ja"),
]


@pytest.mark.parametrize(("text", "language"), FOREIGN, ids=[language for _, language in FOREIGN])
def test_another_language_is_named(text, language):
    assert read(text).report.language == language
    assert not read(text).has_english


def test_each_block_of_a_mixed_report_has_its_own_language():
    document = read("\n\n".join([ENGLISH, ARABIC, ENGLISH, FRENCH]))
    assert [block.tongue.language for block in document.blocks] == ["en", "ar", "en", "fr"]
    assert document.report.language == "en"


def test_a_short_headline_has_the_language_of_its_report():
    document = read(
        "Tres muertos en Bogotá\n\nCuatro personas murieron el lunes en un ataque en Cali, dijo la policía."
    )
    assert [block.tongue.language for block in document.blocks] == ["es", "es"]


def test_latin_names_in_arabic_do_not_make_it_english():
    assert read(ARABIC + " Reuters AFP").report.language == "ar"


def test_a_language_that_was_given_is_kept():
    report = read("Homs", language="pt-BR").report
    assert report.language == "pt-BR"


LIMITS = [
    (ENGLISH, ()),
    (
        FRENCH,
        (
            "This text is in French. Only countries and large towns that it names are shown; "
            "incidents can be read from English text only.",
        ),
    ),
    (
        f"{ENGLISH}\n\n{ARABIC}",
        (
            "1 of the text's 2 paragraphs is in Arabic. Place names that the gazetteer knows are shown; "
            "incidents can be read from English text only.",
        ),
    ),
    (
        "北京发生爆炸，造成四人死亡。",
        ("This text is in Chinese. Its place names cannot be read; incidents can be read from English text only.",),
    ),
]


@pytest.mark.parametrize(("text", "sentences"), LIMITS)
def test_what_cannot_be_read_is_said(text, sentences):
    assert limits_of(read(text)) == sentences


def test_a_script_without_letters_is_none():
    assert [main_script(text) for text in ("", "1, 2", "Homs", "حمص", "Хомс", "ひらがな漢字")] == [
        "Zyyy", "Zyyy", "Latn", "Arab", "Cyrl", "Kana",
    ]  # fmt: skip


PIECES = st.lists(st.sampled_from([ENGLISH, FRENCH, ARABIC, "\n\n", "\ud83d", "حلب", "Köln", "💥", "1"]), max_size=8)


@settings(max_examples=60)
@given(text=st.one_of(st.text(max_size=200), PIECES.map(" ".join)))
def test_any_text_has_a_tongue_for_each_block(text):
    document = read(text)
    assert all(isinstance(block.tongue, Tongue) for block in document.blocks)
    assert all(left.span.end <= right.span.start for left, right in pairwise(document.blocks))
    assert all(sentence.endswith("English text only.") for sentence in limits_of(document))
