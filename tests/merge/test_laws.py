"""What must hold for any reports: their order changes nothing, and no group holds what contradicts itself."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.account import Decider, Decision, Verdict, pair_of
from mapapp.merge import Merger
from mapapp.merge.candidates import candidates
from mapapp.merge.rules import Rules
from mapapp.merge.score import score, total
from mapapp.merge.sketch import sketch
from tests.merge.world import accounts_of, readings

MERGER = Merger()
RULES = Rules.read()


def merged(accounts, decisions=()):
    alike = MERGER.likenesses(list(accounts.values()))
    return MERGER.groups(accounts, alike, decisions)


def said(number, pairs, verdict):
    instant = datetime(2016, 12, 20, tzinfo=UTC)
    return Decision(number=number, instant=instant, verdict=verdict, by=Decider.PERSON, pairs=pairs, reason="")


@st.composite
def worlds(draw):
    """Accounts, and what people said of some pairs of them."""
    accounts = accounts_of(draw(readings()))
    pairs = [pair_of(*two) for two in combinations(accounts, 2)]
    some = draw(st.lists(st.tuples(st.sampled_from(pairs), st.sampled_from(Verdict)), max_size=4)) if pairs else []
    return accounts, [said(number, (pair,), verdict) for number, (pair, verdict) in enumerate(some)]


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_changes_nothing(world, chance):
    accounts, decisions = world
    shuffled = list(accounts.items())
    chance.shuffle(shuffled)
    first, second = merged(accounts, decisions), merged(dict(shuffled), decisions)
    assert first == second
    assert [MERGER.summary(group) for group in first] == [MERGER.summary(group) for group in second]


@given(worlds())
def test_every_account_is_in_one_group_and_none_contradicts_another(world):
    accounts, decisions = world
    groups = merged(accounts, decisions)
    assert sorted(one for group in groups for one in group.members) == sorted(accounts)
    sketches = {one: sketch(account, RULES) for one, account in accounts.items()}
    people = {pair for decision in decisions for pair in decision.pairs}
    for group in groups:
        tied = {pair_of(a, b) for a, b in combinations(group.members, 2)}
        if not tied & people:
            assert all(score(sketches[a], sketches[b], RULES) is not None for a, b in tied)


@given(worlds())
def test_what_people_keep_apart_is_apart(world):
    accounts, decisions = world
    last = {pair: decision.verdict for decision in decisions for pair in decision.pairs}
    home = {one: group.id for group in merged(accounts, decisions) for one in group.members}
    assert all(home[a] != home[b] for (a, b), verdict in last.items() if verdict is Verdict.DIFFERENT)


@given(readings())
def test_no_pair_that_scores_is_missed_by_looking_only_where_accounts_meet(some):
    accounts = accounts_of(some)
    sketches = [sketch(account, RULES) for account in accounts.values()]
    met = set(candidates(sketches, RULES))
    for (at, one), (other_at, other) in combinations(enumerate(sketches), 2):
        reasons = score(one, other, RULES)
        if reasons is not None and total(reasons) >= RULES.sure and one.when and other.when:
            assert (at, other_at) in met


@given(readings())
def test_pairs_that_meet_are_the_same_whether_asked_of_all_or_by_shared_blocks(some):
    sketches = [sketch(account, RULES) for account in accounts_of(some).values()]
    for at, other_at in candidates(sketches, RULES):
        assert any(
            mine.key == yours.key
            and (mine.home or yours.home)
            and mine.starts < yours.ends
            and yours.starts < mine.ends
            for mine in sketches[at].blocks
            for yours in sketches[other_at].blocks
        )


@given(readings())
def test_a_summary_loses_no_claim_and_no_report(some):
    accounts = accounts_of(some)
    for group in merged(accounts):
        whole = MERGER.summary(group)
        told = [account.incident for account in group.accounts]
        assert sorted(map(repr, whole.claims)) == sorted(repr(claim) for one in told for claim in one.claims)
        assert set(whole.report_ids) == {report for one in told for report in one.report_ids}
        assert whole.id == told[0].id
        if len(told) == 1:
            assert whole == told[0]
