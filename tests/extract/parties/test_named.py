from __future__ import annotations

import pytest

from mapapp.domain.incident import PartyKind
from mapapp.extract.parties.cast import at_home, blamed, together
from mapapp.extract.parties.named import Named
from tests.builders import a_party
from tests.extract.parsing import parsed
from tests.extract.tables import rows

BLAMED = rows(
    ("The Taliban claimed responsibility.", ["Taliban"]),
    ("Islamic State claimed the attack on its Telegram channel.", ["Islamic State"]),
    ("The blast was claimed by the Pakistani Taliban.", ["Tehrik-i-Taliban Pakistan"]),
    ("Officials blamed al-Shabaab for the attack.", ["al-Shabaab"]),
    ("The attack was blamed on al-Shabaab.", ["al-Shabaab"]),
    ("Nobody has claimed responsibility.", []),
    ("The group did not claim responsibility.", []),
    ("No group has claimed the attack.", []),
    ("Hamas denied responsibility.", []),
    ("The fire claimed four lives.", []),
)


@pytest.mark.parametrize(("text", "names"), BLAMED)
def test_who_claims_or_is_blamed_is_alleged_and_only_that(text, names):
    (sentence,) = parsed(text).sents
    found = blamed(sentence, 0, Named())
    assert [party.label for party in found] == names
    assert all(party.alleged for party in found)


def test_the_group_is_the_group_named_before_and_nobody_where_none_was():
    first, second = parsed("The PKK bombed a bus. The group claimed responsibility.").sents
    assert blamed(second, 0, Named()) == ()
    named = Named()
    named.read(first, 0)
    (group,) = blamed(second, 0, named)
    assert (group.canonical, group.name) == ("Kurdistan Workers' Party", "PKK")


def test_a_group_named_long_ago_is_forgotten():
    first, last = parsed("The PKK bombed a bus. The group claimed responsibility.").sents
    named = Named()
    named.read(first, 0)
    for _ in range(10):
        named.read(parsed("It rained.").sents[0], 0)
    assert blamed(last, 0, named) == ()


def test_the_army_is_the_army_named_before():
    first, _ = parsed("The Israeli army entered Nablus. The army left.").sents
    named = Named()
    named.read(first, 0)
    found = named.resolved(a_party("army", kind=PartyKind.STATE_FORCES))
    assert found is not None
    assert at_home((found,), country="PS", group="battle", acts=True)[0].canonical == "Military of Israel"


def test_several_tellings_give_the_first_parties_and_all_that_are_blamed():
    gunmen, daesh = a_party("gunmen"), a_party("Daesh", alleged=True)
    assert together([(), (gunmen,), (a_party("men"), daesh), (daesh,)]) == (gunmen, daesh)


def test_a_party_told_as_a_fact_once_is_no_longer_only_alleged():
    sure, alleged = a_party("Daesh"), a_party("Daesh", alleged=True)
    assert at_home((alleged, sure), country=None, group="battle", acts=True) == (
        *at_home((sure,), country=None, group="battle", acts=True),
    )
