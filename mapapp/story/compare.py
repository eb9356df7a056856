"""Two reports → are they copies of one text, versions of one article, or neither; and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from mapapp.domain.account import pair_of
from mapapp.domain.report import Report
from mapapp.domain.story import Bond, Tie
from mapapp.story.body import Body, body_of, facts_of
from mapapp.story.prints import canonical
from mapapp.story.rules import Rules

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two texts stand to each other; the same in either order."""

    share: float
    """Of the shorter one's runs in the longer one, 0 to 1."""
    resemblance: float
    """Of all runs, those in both, 0 to 1."""
    facts: float
    """Of the shorter one's facts, those in the longer one, 0 to 1."""
    length: float
    """Of the shorter one beside the longer one, in words, 0 to 1."""
    fewest: int
    """Words of the shorter one."""


def likeness(one: Body, other: Body, rules: Rules) -> Likeness:
    """Compare two bodies."""
    shorter, longer = sorted((one, other), key=lambda body: (len(body.words), body.text))
    both = len(shorter.runs & longer.runs)
    told = facts_of(shorter, rules)
    facts = len(told & facts_of(longer, rules)) / len(told) if told else 1.0
    return Likeness(
        share=both / max(1, len(shorter.runs)),
        resemblance=both / max(1, len(shorter.runs | longer.runs)),
        facts=facts,
        length=len(shorter.words) / max(1, len(longer.words)),
        fewest=len(shorter.words),
    )


def tie(one: Report, other: Report, rules: Rules) -> Tie | None:
    """What ties two reports; None where nothing does."""
    one, other = sorted((one, other), key=lambda report: report.id)
    alike = likeness(body_of(one, rules), body_of(other, rules), rules)
    days = _days_apart(one, other)
    bond, sure = Bond.VERSION, _version(one, other, alike, days, rules)
    if sure is None and alike.fewest >= rules.fewest_words:
        bond, sure = Bond.COPY, _copy(alike, days, rules)
    if sure is None:
        return None
    return Tie(
        pair=pair_of(one.id, other.id),
        bond=bond,
        share=round(alike.share, 6),
        resemblance=round(alike.resemblance, 6),
        sure=sure,
        reason=_reason(one, other, alike, bond, rules),
    )


def _version(one: Report, other: Report, alike: Likeness, days: float, rules: Rules) -> bool | None:
    """Are they one article, edited? None: no; False: perhaps."""
    address = canonical(one.url)
    if address is not None and address == canonical(other.url):
        far = days > rules.version["days"] and alike.facts < rules.version["facts"]
        if alike.share >= rules.version["sure_share"]:
            return not far
        return False if alike.share >= rules.version["maybe_share"] and not far else None
    same = _name(one) and _name(one) == _name(other) and alike.resemblance < 1
    if not same or days > rules.title["days"] or alike.fewest < rules.fewest_words:
        return None
    titled = fuzz.token_set_ratio(one.title.casefold(), other.title.casefold()) >= rules.title["alike"]
    enough = alike.share >= rules.title["sure_share"] and alike.facts >= rules.title["sure_facts"]
    return True if titled and enough and one.title.strip() else None


def _copy(alike: Likeness, days: float, rules: Rules) -> bool | None:
    """Is one text a copy of the other? None: no; False: perhaps."""
    limits = rules.copy
    if alike.share < limits["maybe_share"] or alike.facts < limits["maybe_facts"]:
        return None
    if alike.length < limits["maybe_length"] or days > rules.window_days:
        return None
    return (
        alike.share >= limits["sure_share"]
        and alike.facts >= limits["sure_facts"]
        and alike.length >= limits["sure_length"]
        and days <= limits["sure_days"]
    )


def _reason(one: Report, other: Report, alike: Likeness, bond: Bond, rules: Rules) -> str:
    share = f"{alike.share:.0%}".replace("%", " %")
    if bond is Bond.VERSION:
        where = "the same address" if canonical(one.url) == canonical(other.url) and one.url else "the same source"
        return f"{where}, and {share} of its words are the same"
    shorter, longer = sorted((one, other), key=lambda report: len(body_of(report, rules).words))
    there = f"that of {_name(longer)}" if _name(longer) else "the other one"
    return f"{share} of the words of {_named(shorter)} stand in {there} too"


def _name(report: Report) -> str:
    return report.source.name.strip() if report.source else ""


def _named(report: Report) -> str:
    return f"the report of {_name(report)}" if _name(report) else "one report"


def _days_apart(one: Report, other: Report) -> float:
    """0 where one of them is not dated."""
    if one.published is None or other.published is None:
        return 0.0
    return abs((one.published - other.published).total_seconds()) / DAY_SECONDS
