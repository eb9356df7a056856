"""A small world in which reports often carry one story: what the laws of stories are tried on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from mapapp.domain.report import Span
from tests.builders import a_claim, a_count, a_report, a_when, an_incident, an_incident_place

LEAD = "Mortar shells fired at the market of Aleppo killed {killed} people on Wednesday, the regional governor said."
SECOND = "Warplanes bombed a school in Homs at noon and killed {killed} pupils, doctors of the town told reporters."
REST = (
    "Ambulances carried the wounded to three hospitals, where doctors asked residents to give blood.",
    "Witnesses described shopkeepers digging through broken stalls with bare hands while smoke rose over the town.",
    "The governor, Ahmed Saleh, blamed fighters in the northern suburbs, and promised repairs at once.",
    "A spokesman of the rebels, Yusuf Karim, denied it and said that his men had not fired since Monday.",
    "The United Nations called upon both sides to keep to the truce that was signed in Geneva three weeks ago.",
)
ELSE = (
    "Floods in the valley of the Indus have driven thousands from their villages since the monsoon broke on Friday.",
    "Engineers opened the gates of the Tarbela dam to spare the towns below, and soldiers brought rice by air.",
    "In Lahore the authorities opened schools to those who had lost houses, said Fatima Khan of the relief office.",
    "More rain is forecast for Sunday, and the farmers fear for what the water has left of their cotton and wheat.",
)


def text_of(killed: int = 14, pupils: int | None = None, *, head: str = "", cut: int = len(REST), rest=REST) -> str:
    sentences = [LEAD.format(killed=killed)]
    if pupils is not None:
        sentences.append(SECOND.format(killed=pupils))
    return "\n".join(filter(None, [head, *sentences, *rest[:cut]]))


def reading(text: str, source: str | None = "Reuters", day: int = 15, hour: int = 0, **other):
    """A report with what it tells of Aleppo and Homs: (report, incidents)."""
    published = other.pop("published", datetime(2016, 12, day, tzinfo=UTC))
    collected = datetime(2016, 12, 20, tzinfo=UTC) + timedelta(hours=hour)
    report = a_report(text, source=source, published=published, collected=collected, **other)
    told = [
        _incident(report, line, at)
        for at, line in enumerate(text.split("\n"))
        if line.startswith(("Mortar shells fired", "Warplanes bombed"))
    ]
    return report, told


def _incident(report, line: str, at: int):
    start = report.text.index(line)
    span = Span(start=start, end=start + len(line))
    killed = int(next(word for word in line.split() if word.isdigit()))
    code, town = ("explosion.shelling", "Aleppo") if line.startswith("Mortar") else ("explosion.air", "Homs")
    where = {"latitude": 34.73, "longitude": 36.72, "admin1": "Homs", "admin1_id": "h"} if town == "Homs" else {}
    return an_incident(
        code,
        id=f"{report.id}-{at}",
        report=report,
        places=(an_incident_place(town, radius_km=14.5, **where),),
        when=a_when(),
        counts=(a_count(killed, killed, wording=f"{killed} people"),),
        claims=(a_claim(line, report_id=report.id, span=span),),
    )


@st.composite
def readings(draw, most: int = 6):
    """Some reports, of which many carry one story or are versions of one article."""
    made = {}
    for number in range(draw(st.integers(1, most))):
        text = text_of(
            draw(st.sampled_from([14, 14, 14, 16])),
            draw(st.sampled_from([None, 3, 5])),
            head=draw(st.sampled_from(["", "ALEPPO, Syria (Agency) -", "Market struck"])),
            cut=draw(st.sampled_from([2, 5, 5])),
            rest=draw(st.sampled_from([REST, REST, REST, ELSE])),
        )
        one = reading(
            text,
            draw(st.sampled_from(["Reuters", "Daily Post", "Evening News", None])),
            draw(st.sampled_from([15, 15, 16, 30])),
            hour=number,
            url=draw(st.sampled_from([None, "https://a.example/1", f"https://b.example/{number}"])),
            title=draw(st.sampled_from(["Shells hit a market", "Many dead in Aleppo"])),
        )
        made.setdefault((one[0].url, one[0].source, " ".join(text.split())), one)
        if one[0].url:  # the same text at one address is one report, whoever is named as its source
            made = {key: kept for key, kept in made.items() if (key[0], key[2]) != (one[0].url, " ".join(text.split()))}
            made[one[0].url, one[0].source, " ".join(text.split())] = one
    return list(made.values())
