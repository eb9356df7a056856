"""Ties and people's words → stories. They depend on the set of reports, never on the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mapapp.domain.account import Decision, Pair, Verdict, pair_of, people_say
from mapapp.domain.story import Bond, Carrier, Member, Story, Tie
from mapapp.merge.groups import Clusters


def stories(carriers: Mapping[str, Carrier], ties: Iterable[Tie], decisions: Iterable[Decision]) -> list[Story]:
    """The reports in stories; every report is in one, most of them alone.

    Args:
        carriers: the reports, by id.
        ties: between them; only the sure ones join.
        decisions: only those of people count, and of one pair the last that is not undone.
    """
    verdicts = people_say(decisions)
    known = {tie.pair: tie for tie in ties if carriers.keys() >= set(tie.pair)}
    told = [pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME and carriers.keys() >= set(pair)]
    clusters = Clusters(carriers)

    def may(one: str, other: str) -> bool:
        return verdicts.get(pair_of(one, other)) is not Verdict.DIFFERENT

    for pair in sorted(told):
        clusters.join(pair, may)
    surest = sorted(known.values(), key=lambda tie: (-tie.resemblance, tie.pair))
    joins = [tie for tie in surest if tie.sure and verdicts.get(tie.pair) is None and clusters.join(tie.pair, may)]
    by_home: dict[str, list[Tie]] = {}
    for tie in joins:
        by_home.setdefault(clusters.home[tie.pair[0]], []).append(tie)
    found = [
        Story(
            members=_members([carriers[one] for one in members], known, verdicts),
            joins=tuple(by_home.get(home, ())),
        )
        for home, members in clusters.members.items()
    ]
    return sorted(found, key=lambda story: story.id)


def _members(
    carriers: Sequence[Carrier], ties: Mapping[Pair, Tie], verdicts: Mapping[Pair, Verdict]
) -> tuple[Member, ...]:
    ordered = sorted(carriers, key=lambda carrier: carrier.order)
    articles = Clusters(carrier.report_id for carrier in ordered)
    for pair, tie in sorted(ties.items()):
        inside = articles.home.keys() >= set(pair)
        if inside and tie.bond is Bond.VERSION and tie.sure and verdicts.get(pair) is not Verdict.DIFFERENT:
            articles.join(pair, lambda _one, _other: True)
    versions: dict[str, list[str]] = {}
    for carrier in ordered:
        versions.setdefault(articles.home[carrier.report_id], []).append(carrier.report_id)
    edited = [ids for ids in versions.values() if len(ids) > 1]
    return tuple(
        Member(
            report_id=one,
            article=ids[0],
            version=ids.index(one) + 1,
            versions=len(ids),
            superseded=one != ids[-1] or _of_an_older_one(one, ids, edited, ties),
        )
        for one in (carrier.report_id for carrier in ordered)
        for ids in (versions[articles.home[one]],)
    )


def _of_an_older_one(one: str, own: Sequence[str], edited: Iterable[Sequence[str]], ties: Mapping[Pair, Tie]) -> bool:
    """Does a report carry what another site has edited since? It is then nearer to an older version."""

    def near(other: str) -> float:
        tie = ties.get(pair_of(one, other))
        return tie.resemblance if tie else 0.0

    return any(max(map(near, ids[:-1])) > near(ids[-1]) for ids in edited if ids is not own)
