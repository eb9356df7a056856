from __future__ import annotations

import pytest

from mapapp.domain.incident import PartyKind as Kind
from mapapp.extract.parties import table
from mapapp.extract.parties.countries import country_name
from mapapp.extract.parties.identify import identified, identify
from tests.builders import a_party
from tests.extract.tables import rows

GROUPS = rows(
    # name as written, canonical, kind
    ("Daesh", "Islamic State", Kind.ARMED_GROUP),
    ("IS", "Islamic State", Kind.ARMED_GROUP),
    ("ISIS militants", "Islamic State", Kind.ARMED_GROUP),
    ("ISIL", "Islamic State", Kind.ARMED_GROUP),
    ("Takfiri terror group of Daesh", "Islamic State", Kind.ARMED_GROUP),
    ("Islamic State's West Africa Province", "Islamic State West Africa Province", Kind.ARMED_GROUP),
    ("ISWAP", "Islamic State West Africa Province", Kind.ARMED_GROUP),
    ("Islamic State", "Islamic State", Kind.ARMED_GROUP),
    ("al-Shabaab", "al-Shabaab", Kind.ARMED_GROUP),
    ("Al Shabaab fighters", "al-Shabaab", Kind.ARMED_GROUP),
    ("Boko Haram", "Boko Haram", Kind.ARMED_GROUP),
    ("JAS", "Boko Haram", Kind.ARMED_GROUP),
    ("M23 rebels", "March 23 Movement", Kind.ARMED_GROUP),
    ("Kurdistan Workers' Party", "Kurdistan Workers' Party", Kind.ARMED_GROUP),
    ("Kurdistan Workers’ Party", "Kurdistan Workers' Party", Kind.ARMED_GROUP),
    ("PKK", "Kurdistan Workers' Party", Kind.ARMED_GROUP),
    ("Tamil Tigers", "Liberation Tigers of Tamil Eelam", Kind.ARMED_GROUP),
    ("Iran-backed Houthi rebels", "Houthis", Kind.ARMED_GROUP),
    ("members of the MS-13 gang", "MS-13", Kind.CRIMINAL_GROUP),
    ("dissidents of the FARC", "FARC", Kind.ARMED_GROUP),
    ("US-led coalition", "Global Coalition against Daesh", Kind.INTERNATIONAL_FORCES),
    ("IDF", "Military of Israel", Kind.STATE_FORCES),
    ("World Food Program", "World Food Programme", Kind.ORGANISATION),
    ("Revolutionary Guards", "Islamic Revolutionary Guard Corps", Kind.STATE_FORCES),
)


@pytest.mark.parametrize(("name", "canonical", "kind"), GROUPS)
def test_all_names_of_a_group_share_one_name(name, canonical, kind):
    found = identify(name)
    assert (found.canonical, found.kind) == (canonical, kind)


NEAR = rows(
    ("al-Qaeda-linked militants", Kind.ARMED_GROUP),
    ("anti-Taliban fighters", Kind.ARMED_GROUP),
    ("Rwanda-backed rebels", Kind.ARMED_GROUP),
    ("Taliban prisoners", Kind.CIVILIANS),
    ("victims of Boko Haram", Kind.UNKNOWN),
    ("Syrian rebels", Kind.ARMED_GROUP),
    ("pro-Russian separatists", Kind.ARMED_GROUP),
    ("Syrian opposition forces", Kind.ARMED_GROUP),
    ("is", Kind.UNKNOWN),
)


@pytest.mark.parametrize(("name", "kind"), NEAR)
def test_who_is_only_near_a_group_or_a_state_is_not_it(name, kind):
    found = identify(name)
    assert (found.canonical, found.kind) == (None, kind)


FORCES = rows(
    ("Syrian army", "Military of Syria", Kind.STATE_FORCES),
    ("army of Sri Lanka", "Military of Sri Lanka", Kind.STATE_FORCES),
    ("Turkey's army", "Military of Turkey", Kind.STATE_FORCES),
    ("Russian warplanes", "Military of Russia", Kind.STATE_FORCES),
    ("U.S. troops", "Military of the United States", Kind.STATE_FORCES),
    ("South Korean navy", "Military of South Korea", Kind.STATE_FORCES),
    ("Haitian police", "Police of Haiti", Kind.POLICE),
    ("Ethiopian government", "Government of Ethiopia", Kind.GOVERNMENT),
    ("Palestinian security forces", "Security forces of Palestine", Kind.STATE_FORCES),
)


@pytest.mark.parametrize(("name", "canonical", "kind"), FORCES)
def test_forces_are_named_by_their_country(name, canonical, kind):
    found = identify(name)
    assert (found.canonical, found.kind) == (canonical, kind)


AT_HOME = rows(
    # name, country of the incident, canonical
    ("army", "SY", "Military of Syria"),
    ("military", "MM", "Military of Myanmar"),
    ("government forces", "CD", "Military of DR Congo"),
    ("security forces", "ET", "Security forces of Ethiopia"),
    ("police", "KE", "Police of Kenya"),
    ("Police", "PH", "Police of the Philippines"),
    ("authorities", "FR", "Government of France"),
    ("army", "PS", None),
    ("army", None, None),
    ("gunmen", "SY", None),
    ("soldiers", "SY", None),
    ("Congolese army", "CG", "Military of Republic of Congo"),
    ("Congolese army", "CD", "Military of DR Congo"),
    ("Congolese army", None, None),
    ("Israeli army", "SY", "Military of Israel"),
    ("RSF", "SD", "Rapid Support Forces"),
    ("RSF", "FR", None),
    ("al-Shabab", "MZ", "Islamic State Mozambique Province"),
    ("al-Shabab", "SO", "al-Shabaab"),
    ("al-Shabab", None, None),
    ("PLA", "IN", "People's Liberation Army of Manipur"),
    ("PLA", "TW", "Military of China"),
)


@pytest.mark.parametrize(("name", "country", "canonical"), AT_HOME)
def test_the_country_of_the_incident_decides_whose_army_it_is(name, country, canonical):
    assert identify(name, country=country).canonical == canonical


KINDS = rows(
    ("masked gunmen", Kind.ARMED_GROUP),
    ("unidentified armed men", Kind.ARMED_GROUP),
    ("soldiers", Kind.STATE_FORCES),
    ("riot police", Kind.POLICE),
    ("villagers", Kind.CIVILIANS),
    ("anti-government demonstrators", Kind.PROTESTERS),
    ("mob", Kind.RIOTERS),
    ("UN peacekeepers", Kind.ORGANISATION),
    ("peacekeepers", Kind.INTERNATIONAL_FORCES),
    ("bandits", Kind.CRIMINAL_GROUP),
    ("cartel's leader", Kind.CRIMINAL_GROUP),
    ("members of the gang", Kind.CRIMINAL_GROUP),
    ("convoy of peacekeepers", Kind.INTERNATIONAL_FORCES),
    ("mayor", Kind.GOVERNMENT),
    ("two-year-old children", Kind.CIVILIANS),
    ("forces", Kind.UNKNOWN),
    ("people", Kind.UNKNOWN),
    ("Qwerty", Kind.UNKNOWN),
)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_word_says_what_sort_of_party_it_is(name, kind):
    assert identify(name).kind is kind


ACTS = rows(
    ("workers", "protest", Kind.PROTESTERS),
    ("people", "riot", Kind.RIOTERS),
    ("police", "riot", Kind.POLICE),
    ("workers", "civilians", Kind.CIVILIANS),
)


@pytest.mark.parametrize(("name", "group", "kind"), ACTS)
def test_who_acts_in_a_protest_is_a_protester(name, group, kind):
    assert identified(a_party(name), group=group, acts=True).kind is kind


def test_a_country_fights_by_its_military_and_sends_aid_by_its_government():
    assert identify("Israel", group="explosion").canonical == "Military of Israel"
    assert identify("India", group="strategic").canonical == "Government of India"


def test_an_army_named_before_is_not_exchanged_for_the_one_of_the_place():
    army = a_party("army", canonical="Military of Israel", kind=Kind.STATE_FORCES)
    assert identified(army, country="LB").canonical == "Military of Israel"


def test_the_table_has_many_groups_and_each_name_means_one_in_a_country():
    groups = {alias.canonical for found in table.ALIASES.values() for alias in found}
    assert len(groups) > 200
    meant: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for alias in (alias for found in table.ALIASES.values() for alias in found):
        for country in alias.countries or {"everywhere"}:
            meant.setdefault((alias.words, country), set()).add(alias.canonical)
    assert {words: names for words, names in meant.items() if len(names) > 1} == {}


def test_every_country_of_the_table_has_a_name():
    codes = {code for found in table.ALIASES.values() for alias in found for code in alias.countries}
    assert [code for code in sorted(codes) if country_name(code) is None] == []
