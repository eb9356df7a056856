from __future__ import annotations

import pytest

from mapapp.domain.claim import Attribution, Stance
from mapapp.domain.report import SourceKind, Span
from tests.builders import a_claim, an_incident

OWN_VOICE = None
POLICE = ("police", SourceKind.OFFICIAL)
REBELS = ("rebels", SourceKind.ARMED_GROUP)
SOURCES = ("sources", SourceKind.UNKNOWN)
HOSPITAL = ("hospital", SourceKind.MEDICAL)


def attribution(voice):
    if voice is None:
        return None
    name, kind = voice
    return Attribution(said_by=name, via=None, stance=Stance.ASSERTS, span=Span(start=0, end=4), kind=kind)


@pytest.mark.parametrize(
    ("voices", "who"),
    [
        ([OWN_VOICE], None),
        ([POLICE, HOSPITAL], "police"),
        ([REBELS, POLICE], "rebels"),
        ([OWN_VOICE, POLICE], "police"),
        ([OWN_VOICE, REBELS], None),
        ([OWN_VOICE, SOURCES, HOSPITAL], "hospital"),
        ([], None),
    ],
)
def test_the_fullest_telling_says_who_says_so_and_no_party_speaks_for_the_report(voices, who):
    incident = an_incident(claims=tuple(a_claim(attribution=attribution(voice)) for voice in voices))
    assert (incident.attribution.said_by if incident.attribution else None) == who
