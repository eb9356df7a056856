"""What the columns of a table that nobody has described may mean, by the words of their headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapapp.intake.tables.scheme import key_of

WORDS: Mapping[str, str] = {
    "id": "event id, incident id, eventid, id, case id, record id, uuid",
    "date": "event date, incident date, date, day, date start, start date, when, fecha, datum, дата, التاريخ",
    "date_end": "date end, end date",
    "type": "sub event type, event type, incident type, type, category, kind, what, tipo, art, тип, النوع",
    "place": "location, place, place name, town, city, village, settlement, locality, where, lieu, ort, lugar, الموقع",
    "admin1": "admin1, admin1 name, adm1, province, governorate, state, region, oblast, estado, область, المحافظة",
    "country": "country, country name, country code, iso3, land, pays, país, страна, البلد",
    "latitude": "latitude, lat, y",
    "longitude": "longitude, lon, lng, long, x",
    "actors": "actor1, actor, perpetrator, perpetrators, group, gname, by whom",
    "targets": "actor2, target, targets, victim, victims",
    "killed": "fatalities, killed, deaths, dead, total deaths, nkill, muertos, tués, tote",
    "injured": "injured, wounded, injuries, total injured, nwound, heridos, blessés, verletzte",
    "sources": "source, sources, source name, publisher, fuente, quelle, источник, المصدر",
    "url": "url, link, source url",
    "notes": "notes, description, summary, text, narrative, story, details, comment, comments, what happened",
}
"""What people call columns, most telling first."""


def guessed(header: Sequence[str]) -> dict[str, str]:
    """The header of the column that each role seems to have; each column once."""
    plain = {key_of(name.replace("_", " ").replace("-", " ")): name for name in reversed(header)}
    taken: dict[str, str] = {}
    for role, words in WORDS.items():
        fitting = (plain[word] for word in words.split(", ") if word in plain)
        name = next((name for name in fitting if name not in taken.values()), None)
        if name is not None:
            taken[role] = name
    return taken
