"""Sentences and who says them: source, carrier, stance, kind of source."""

from __future__ import annotations

from mapapp.domain.claim import Stance
from mapapp.domain.report import SourceKind as Kind
from tests.extract.tables import not_yet, rows

ASSERTS, DENIES, ALLEGES, QUOTES = Stance.ASSERTS, Stance.DENIES, Stance.ALLEGES, Stance.QUOTES

SAYING = rows(
    # text, source, via, stance, kind
    ("The governor said four people were killed.", "governor", None, ASSERTS, Kind.OFFICIAL),
    ("Four people were killed, the governor said.", "governor", None, ASSERTS, Kind.OFFICIAL),
    ("Police told reporters that four people were killed.", "Police", None, ASSERTS, Kind.OFFICIAL),
    ("Four people were killed, police told AFP.", "police", "AFP", ASSERTS, Kind.OFFICIAL),
    (
        "A hospital doctor told the BBC that 12 bodies had been brought in.",
        "hospital doctor",
        "BBC",
        ASSERTS,
        Kind.MEDICAL,
    ),
    (
        "The Interior Ministry confirmed that four people were killed.",
        "Interior Ministry",
        None,
        ASSERTS,
        Kind.OFFICIAL,
    ),
    (
        "A spokesman for the Yemeni army said 20 Houthis were killed.",
        "spokesman for the Yemeni army",
        None,
        ASSERTS,
        Kind.OFFICIAL,
    ),
    (
        "Army spokesman Colonel Ali Maliki said the base was attacked.",
        "Army spokesman Colonel Ali Maliki",
        None,
        ASSERTS,
        Kind.OFFICIAL,
    ),
    ("A Turkish drone, the mayor of Sinjar added, had hit a car.", "mayor of Sinjar", None, ASSERTS, Kind.OFFICIAL),
    ("Residents of Kawar said gunmen killed a farmer.", "Residents of Kawar", None, ASSERTS, Kind.WITNESS),
    (
        "A report by the United Nations said that 40 villages were burnt.",
        "United Nations",
        None,
        ASSERTS,
        Kind.ORGANISATION,
    ),
    ("In a statement, the Taliban said they had captured the base.", "Taliban", None, ASSERTS, Kind.ARMED_GROUP),
    (
        "The Rapid Support Forces said on X that they had taken Wad Madani.",
        "Rapid Support Forces",
        None,
        ASSERTS,
        Kind.ARMED_GROUP,
    ),
    ("Hamas said on its Telegram channel that four fighters were killed.", "Hamas", None, ASSERTS, Kind.ARMED_GROUP),
    ("A rebel commander said his men had shot down a helicopter.", "rebel commander", None, ASSERTS, Kind.ARMED_GROUP),
    ("Activists said two demonstrators were shot.", "Activists", None, ASSERTS, Kind.ACTIVIST),
    ("Iraq Body Count recorded 20 deaths in the market bombing.", "Iraq Body Count", None, ASSERTS, Kind.MONITOR),
    ("The Red Crescent reported that three volunteers were killed.", "Red Crescent", None, ASSERTS, Kind.ORGANISATION),
    (
        "The bomb killed two people, said a police officer who asked not to be named.",
        "police officer",
        None,
        ASSERTS,
        Kind.OFFICIAL,
    ),
    (
        "The president's office announced the death of four soldiers in an ambush.",
        "president's office",
        None,
        ASSERTS,
        Kind.OFFICIAL,
    ),
)

ACCORDING = rows(
    ("According to the Red Cross, four people were killed.", "Red Cross", None, ASSERTS, Kind.ORGANISATION),
    (
        "Four people were killed, according to Amnesty International.",
        "Amnesty International",
        None,
        ASSERTS,
        Kind.MONITOR,
    ),
    (
        "Four people were killed, according to the Syrian Observatory for Human Rights, a Britain-based monitor.",
        "Syrian Observatory for Human Rights",
        None,
        ASSERTS,
        Kind.MONITOR,
    ),
    ("Four people were killed, according to state media.", "state media", None, ASSERTS, Kind.NEWSPAPER),
    ("According to residents, soldiers burned 20 houses.", "residents", None, ASSERTS, Kind.WITNESS),
    (
        "Soldiers burned 20 houses, according to residents quoted by Radio Okapi.",
        "residents",
        "Radio Okapi",
        ASSERTS,
        Kind.WITNESS,
    ),
    ("Gunmen killed two guards, per local officials.", "local officials", None, ASSERTS, Kind.OFFICIAL),
)

CARRIED = rows(
    (
        "The Defence Ministry said four rebels were killed, Xinhua reported.",
        "Defence Ministry",
        "Xinhua",
        ASSERTS,
        Kind.OFFICIAL,
    ),
    ("Four people were killed, Reuters reported.", "Reuters", None, ASSERTS, Kind.AGENCY),
    (
        "Witnesses said a bomb exploded at the gate, Anadolu Agency.",
        "Witnesses",
        "Anadolu Agency",
        ASSERTS,
        Kind.WITNESS,
    ),
    ("Four people were killed, Reuters reported, citing the police.", "police", "Reuters", ASSERTS, Kind.OFFICIAL),
    (
        "Citing security sources, Al Jazeera reported that the base had fallen.",
        "security sources",
        "Al Jazeera",
        ASSERTS,
        Kind.OFFICIAL,
    ),
    (
        "TASS quoted the ministry as saying that ten fighters had surrendered.",
        "ministry",
        "TASS",
        ASSERTS,
        Kind.OFFICIAL,
    ),
    ("Reuters had three residents as saying that troops shot at a bus.", "residents", "Reuters", ASSERTS, Kind.WITNESS),
    (
        "The governor was quoted by state television as saying that two guards were killed.",
        "governor",
        "state television",
        ASSERTS,
        Kind.OFFICIAL,
    ),
    ("KABUL (AP) - A bomb killed four people in Kabul, police said.", "police", "AP", ASSERTS, Kind.OFFICIAL),
    (
        "Ten miners were killed in a collapse, the Xinhua news agency said.",
        "Xinhua news agency",
        None,
        ASSERTS,
        Kind.AGENCY,
    ),
    ("The Daily Star reported that police arrested 30 workers.", "Daily Star", None, ASSERTS, Kind.NEWSPAPER),
    not_yet(
        "The army said in a statement carried by state news agency SANA that it had retaken the town.",
        "army",
        "SANA",
        ASSERTS,
        Kind.OFFICIAL,
        why="the parser takes SANA for the verb that follows",
    ),
    ("The army said in a statement carried by SANA that it retook the town.", "army", "SANA", ASSERTS, Kind.OFFICIAL),
    ("Local media reported that two students were killed.", "Local media", None, ASSERTS, Kind.NEWSPAPER),
    (
        "A bomb killed two people in Jalalabad, an official told Pajhwok Afghan News.",
        "official",
        "Pajhwok Afghan News",
        ASSERTS,
        Kind.OFFICIAL,
    ),
)

HEADLINES = rows(
    ("Dozens of rebels surrender near the border: Turkey", "Turkey", None, ASSERTS, Kind.OFFICIAL),
    ("Four killed in Kandahar bombing: police", "police", None, ASSERTS, Kind.OFFICIAL),
    ("Police: four killed in Kandahar bombing", "Police", None, ASSERTS, Kind.OFFICIAL),
    ("UN: 40,000 flee fighting in Sake", "UN", None, ASSERTS, Kind.ORGANISATION),
    ("Air strike kills 12 at Idlib market – monitor", "monitor", None, ASSERTS, Kind.MONITOR),
    ("Soldiers killed 20 villagers, says rights group", "rights group", None, ASSERTS, Kind.MONITOR),
)

STANCES = rows(
    ("The Yemeni army denied that it had shelled the hospital.", "Yemeni army", None, DENIES, Kind.OFFICIAL),
    ("Rwanda has denied backing the rebels who took Goma.", "Rwanda", None, DENIES, Kind.OFFICIAL),
    ("The junta rejected reports that its troops had burned the village.", "junta", None, DENIES, Kind.OFFICIAL),
    (
        "The militia's spokesman dismissed the accusation that it killed civilians.",
        "militia's spokesman",
        None,
        DENIES,
        Kind.ARMED_GROUP,
    ),
    ("The rebels claimed that they had shot down a plane.", "rebels", None, ALLEGES, Kind.ARMED_GROUP),
    ("Kyiv accused Russian troops of shelling the convoy.", "Kyiv", None, ALLEGES, Kind.OFFICIAL),
    ("Human rights groups alleged that soldiers raped 12 women.", "Human rights groups", None, ALLEGES, Kind.MONITOR),
    ("The government blamed the ELN for the bombing.", "government", None, ALLEGES, Kind.OFFICIAL),
    ("“We saw four bodies in the river near the bridge,” a fisherman said.", "fisherman", None, QUOTES, Kind.WITNESS),
    (
        '"Our forces have entered the town of Lyman," the defence minister said.',
        "defence minister",
        None,
        QUOTES,
        Kind.OFFICIAL,
    ),
    ("Nine deaths were confirmed by the health ministry.", "health ministry", None, ASSERTS, Kind.OFFICIAL),
    ("12:30 GMT – The Lebanese Red Cross says four were hurt.", "Lebanese Red Cross", None, ASSERTS, Kind.ORGANISATION),
    ("The ombudsman counts eight dead.", "ombudsman", None, ASSERTS, Kind.MONITOR),
    ("The army's spokesman in Bunia spoke of 117 dead.", "army's spokesman", None, ASSERTS, Kind.OFFICIAL),
    ("Local authorities counted 161 bodies in two villages.", "Local authorities", None, ASSERTS, Kind.OFFICIAL),
    ("The army said the attack on its base was “cowardly”.", "army", None, ASSERTS, Kind.OFFICIAL),
    (
        'The police chief told AFP: "Two of the attackers were killed and one was arrested."',
        "police chief",
        "AFP",
        QUOTES,
        Kind.OFFICIAL,
    ),
)

NOT_SAID = [
    "Four people were killed, he said, adding that the toll may rise.",
    "GAZA, Oct 9 (Reuters) - An air strike killed four people in Khan Younis.",
    "Voters rejected the plan to storm the prison.",
    "The blast claimed six lives.",
    "Four people were killed in the flood.",
    "A bomb exploded near the gate.",
    "The dam broke on Monday, flooding fields.",
    "The city reported to be calm was shelled again.",
    "The report: two soldiers were wounded in Kidal.",
    "At 9:30 a.m. a bomb exploded in Quetta.",
    "Police arrested four men; two of them were armed.",
    "Envoys spoke of peace while shells fell.",
]

CASES = [*SAYING, *ACCORDING, *CARRIED, *HEADLINES, *STANCES]
