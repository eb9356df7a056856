"""Do two accounts use the same words: names, what was struck, and with what?"""

from __future__ import annotations

from mapapp.domain.mention import Reason
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import Sketch

WORDS_SHOWN = 4
"""In a reason."""


def compare(one: Sketch, other: Sketch, rules: Rules) -> list[Reason]:
    """Points for words in common and against words that exclude each other; empty where they say nothing."""
    found = [_names(one, other, rules), _shared(one, other, rules), _magnitudes(one, other, rules)]
    if one.sites and other.sites:
        shared = one.sites & other.sites
        rule = "same_site" if shared else "other_site"
        said = f"both name a {min(shared)}" if shared else f"one names a {min(one.sites)}, one a {min(other.sites)}"
        found.append(Reason(feature="words", points=rules.words[rule], sentence=said))
    if one.means and other.means and not one.means & other.means:
        said = f"one tells of {min(one.means)}, one of {min(other.means)}"
        found.append(Reason(feature="words", points=rules.words["other_means"], sentence=said))
    return [reason for reason in found if reason is not None]


def _names(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    shared = len(one.names & other.names)
    if not shared:
        return None
    points = min(rules.words["names_most"], rules.words["name"] * shared)
    return Reason(
        feature="words", points=points, sentence=f"{shared} further {'name' if shared == 1 else 'names'} in common"
    )


def _magnitudes(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    if not one.magnitudes or not other.magnitudes:
        return None
    apart, a, b = min((abs(a - b), a, b) for a in one.magnitudes for b in other.magnitudes)
    rule = "same_magnitude" if apart <= rules.words["magnitude_within"] else "other_magnitude"
    return Reason(feature="words", points=rules.words[rule], sentence=f"one tells of magnitude {a}, one of {b}")


def _shared(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    shared = sorted(one.words & other.words)
    if not shared:
        return None
    points = min(rules.words["words_most"], round(rules.words["word"] * len(shared), 6))
    return Reason(feature="words", points=points, sentence=f"both say {', '.join(shared[:WORDS_SHOWN])}")
