from __future__ import annotations

import pytest

from mapapp.domain.claim import Attribution, Stance
from mapapp.domain.report import SourceKind as Kind
from mapapp.domain.report import Span
from mapapp.extract.voices import carries, is_interested, kind_of, refers_back
from tests.extract.tables import rows


def named(said_by: str) -> Attribution:
    return Attribution(
        said_by=said_by, via=None, stance=Stance.ASSERTS, span=Span(start=0, end=1), kind=kind_of(said_by)
    )


KINDS = rows(
    ("Russian Defense Ministry", Kind.OFFICIAL),
    ("Kremlin", Kind.OFFICIAL),
    ("Rapid Support Forces", Kind.ARMED_GROUP),
    ("Houthi-run health ministry", Kind.OFFICIAL),
    ("rebel spokesman", Kind.ARMED_GROUP),
    ("hospital official", Kind.MEDICAL),
    ("White Helmets", Kind.ORGANISATION),
    ("Syrian Observatory for Human Rights", Kind.MONITOR),
    ("Amnesty International", Kind.MONITOR),
    ("UN refugee agency", Kind.ORGANISATION),
    ("Interfax", Kind.AGENCY),
    ("Reuters", Kind.AGENCY),
    ("Xinhua news agency", Kind.AGENCY),
    ("BBC", Kind.NEWSPAPER),
    ("Daily Star", Kind.NEWSPAPER),
    ("local media", Kind.NEWSPAPER),
    ("opposition leader", Kind.ACTIVIST),
    ("residents", Kind.WITNESS),
    ("local officials", Kind.OFFICIAL),
    ("Turkey", Kind.OFFICIAL),
    ("Maria Lopez", Kind.UNKNOWN),
)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_words_say_what_sort_of_source_somebody_is(name, kind):
    assert kind_of(name) is kind


CARRIERS = rows(
    ("Interfax", True),
    ("state television", True),
    ("Fars News Agency", True),
    ("Al Jazeera", True),
    ("UN refugee agency", False),
    ("intelligence agency", False),
    ("Interior Ministry", False),
)


@pytest.mark.parametrize(("name", "does"), CARRIERS)
def test_agencies_and_newspapers_carry_what_others_say(name, does):
    assert carries(name) is does


SIDES = rows(
    ("Taliban", True),
    ("FARC", True),
    ("Defence Ministry", True),
    ("SANA", True),
    ("mayor", False),
    ("Red Cross", False),
)


@pytest.mark.parametrize(("name", "has"), SIDES)
def test_whoever_fights_has_a_side(name, has):
    assert is_interested(named(name)) is has


BACK = rows(
    # words, source named before, the same?
    ("it", "Health Ministry", True),
    ("ministry", "Health Ministry", True),
    ("same ministry", "Health Ministry", True),
    ("monitor", "Syrian Observatory for Human Rights", True),
    ("group", "Taliban", True),
    ("agency", "Interfax", True),
    ("mayor", "Health Ministry", False),
    ("ministry", "Interfax", False),
    ("group", "police", False),
    ("he", "governor", True),
    ("he", "UNHCR", False),
    ("she", "UN official", True),
)


@pytest.mark.parametrize(("words", "before", "same"), BACK)
def test_some_words_stand_for_the_source_named_before(words, before, same):
    assert refers_back(words, named(before)) is same
