"""The table of event types says which words may tell of an event; the model says whether the sentence does.

A kind of event that the model has never seen is the table's alone, so that a new row works at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mapapp.domain.event_types import EVENT_TYPES, EventTypeRow
from mapapp.extract import cues
from mapapp.extract.clause import hangs_by, lemma_of, verb_of
from mapapp.extract.kind.model import NONE, KindModel, the_model
from mapapp.extract.predicates import Trigger
from mapapp.sentence import Sentence, Word

LEAST_GROUP = 0.07
"""A word of the table is not believed where its group of kinds has less than this share of all kinds' chance."""
MOST_NONE = 0.9
"""Nor is any word believed where the sentence tells of nothing by this chance or more."""
LEAST_ALONE = 0.34
"""Where the table has no word in the sentence, the likeliest kind is taken from this chance on."""
LEAST_WITH_A_WORD = 0.4
"""The same where it has one that is too weak, or of another kind."""
MUCH_LIKELIER = 2
"""A word is given another kind of event where that one is so many times likelier than its own."""
LEAST_OF_GROUP = {"strategic": 0.55, "natural": 0.55}
"""By group, where more is asked: whoever gives blood brings no aid."""
LEAST_BESIDE_HARM = 0.6
"""The same where the table's only word is one of harm ("killed")."""
LEAST_CAUSE = 0.05
"""Harm whose cause is not told is put down to the likeliest kind, where that has this share of all kinds' chance."""
LEAST_OTHER_CAUSE = 0.25
"""And where none is so likely, what was done to them is all that there is to say."""
NEARLY = 0.5
"""A kind is told where it is so many times as likely as none."""
CERTAIN = 0.9
"""Where the sentence as a whole tells of one thing by this chance or more, its clauses are not asked one by one."""
LEAST_FAINT = 0.2
"""From this chance on a kind is used where the whole report tells of nothing else."""
SURE = 0.35
"""A kind this likely is no mere setting, wherever its word stands: “on hunger strike”, “dispersed with tear gas”."""
PLAIN = 0.7
"""A kind this likely is an event, whatever the model of how real events are says: “a protest was held on Monday”."""
# Begun over the folds of the training sentences, then moved by hand on reports and sentences for tuning; those for a
# sentence whose words say nothing are low, for what is told twice is brought together afterwards.
BLOODLESS = frozenset({"strategic"})
"""Groups of which nobody dies."""
ANCHORS = frozenset({"VERB", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a sentence tells, by its words and as a whole."""

    triggers: tuple[Trigger, ...]
    """Those that stand, in order."""
    notes: tuple[str, ...]
    """One on each that does not."""
    faint: Trigger | None
    """What the sentence would tell of, if the report told of nothing else."""
    likeliest: EventTypeRow | None
    """The kind to which harm in the sentence would be put down, if nothing tells its cause; None: not likely enough."""
    likeliest_chance: float
    """Its share of all kinds' chance, 0 to 1."""
    sure: frozenset[str] = frozenset()
    """Codes of kinds that are no mere setting of what the sentence tells."""
    plain: frozenset[str] = frozenset()
    """Codes of kinds so likely that no other opinion can say that there is no event."""


def settled(
    sentence: Sentence,
    triggers: Sequence[Trigger],
    model: KindModel | None = None,
    *,
    harmed: bool = False,
    to_come: str | None = None,
) -> Settled:
    """Weigh the words of the table against the sentence as a whole.

    Args:
        sentence: parsed.
        triggers: what the table finds in it, in order.
        model: another than the program's own, for tests.
        harmed: does it count dead or hurt?
        to_come: the group of kinds that it announces; None: nothing. Of what is announced the model of kinds says that
            nothing happened, and is right.
    """
    model = model or the_model()
    chances = model.chances(sentence, triggers)
    kept = [
        trigger
        for trigger in triggers
        if _believed(trigger, chances)
        or (max(chances.values()) < CERTAIN and _believed_apart(trigger, triggers, model))
        or _said_twice(trigger, triggers)
    ]
    unlikely = [trigger for trigger in triggers if trigger not in kept and not trigger.weak]
    strong = [trigger for trigger in kept if not trigger.effect and not trigger.weak]
    best = _best(chances)
    if best != NONE and len({trigger.row.event_type.code for trigger in strong}) == 1:
        kept = [_retyped(trigger, best, chances) if trigger in strong else trigger for trigger in kept]
    faint = None
    if best != NONE and not strong and chances[best] >= LEAST_FAINT:
        told = _with_one(sentence, kept, best, chances[best], model)
        if chances[best] >= max(_least(triggers, harmed=harmed), LEAST_OF_GROUP.get(best.partition(".")[0], 0.0)):
            kept = told
        else:
            faint = next(iter(told), None)
    if to_come is not None:
        own = [trigger for trigger in triggers if trigger.row.group == to_come and not trigger.effect]
        others = [trigger for trigger in kept if trigger.token not in {one.token for one in own}]
        kept = [*others, *own] if own else _with_one(sentence, kept, *_of_group(chances, to_come), model)
    likeliest, share = _likeliest(chances, deadly=harmed)
    return Settled(
        triggers=tuple(kept),
        notes=tuple(f"“{t.words}” left out: the sentence as a whole does not tell of that." for t in unlikely),
        faint=faint,
        likeliest=_cause(triggers, likeliest, share) if chances[NONE] < MOST_NONE or _says_harm(sentence) else None,
        likeliest_chance=share,
        sure=frozenset(code for code, chance in chances.items() if chance >= SURE),
        plain=frozenset(code for code, chance in chances.items() if chance >= PLAIN),
    )


def _best(chances: Mapping[str, float]) -> str:
    """The likeliest kind, also where it is nearly as likely as none."""
    code = max((code for code in chances if code != NONE), key=chances.__getitem__)
    return code if chances[code] >= NEARLY * chances[NONE] else NONE


def _believed(trigger: Trigger, chances: Mapping[str, float]) -> bool:
    if trigger.row.event_type.code not in chances or trigger.effect or _is_denied_or_planned(trigger):
        return True
    if trigger.weak:  # whether it happened is asked of what stands beside it
        return chances[NONE] < MOST_NONE
    group = sum(chance for code, chance in chances.items() if code.partition(".")[0] == trigger.row.group)
    return chances[NONE] < MOST_NONE and group >= LEAST_GROUP * (1 - chances[NONE])


def _least(triggers: Sequence[Trigger], *, harmed: bool) -> float:
    """Where a sentence only says what was done to people, or to how many, its cause is mostly told before: it is
    looked for there.
    """
    if any(not trigger.effect for trigger in triggers):
        return LEAST_WITH_A_WORD
    return LEAST_BESIDE_HARM if triggers or harmed else LEAST_ALONE


def _is_denied_or_planned(trigger: Trigger) -> bool:
    """Of such a sentence the model says that nothing happened, and is right; what is denied is told by the word alone.

    So is what is planned in so many words: “a protest is planned for Saturday”.
    """
    head = trigger.token.head
    return (head != trigger.token and lemma_of(head) in cues.PLAN) or any(
        lemma_of(word) in cues.DENIAL for word in trigger.token.ancestors
    )


def _believed_apart(trigger: Trigger, triggers: Sequence[Trigger], model: KindModel) -> bool:
    """A long sentence speaks of many things: the word's own clause is asked as well."""
    top = verb_of(trigger.token)
    clause = trigger.token.doc[top.left_edge.i : top.right_edge.i + 1]
    if len(clause) == len(trigger.token.sent):
        return False
    inside = [one for one in triggers if clause.start <= one.token.i < clause.end]
    return _believed(trigger, model.chances(clause, inside))


def _said_twice(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Two words of one kind bear each other out, whatever else the sentence tells: “summary killings”, “executions”."""
    same = {one.words for one in triggers if one.row == trigger.row and not one.weak and not one.effect}
    return trigger.words in same and len(same) > 1


def _says_harm(sentence: Sentence) -> bool:
    """Does it say in plain words that people came to harm? “Put to the sword by a side of part-timers” does not."""
    return any(lemma_of(word) in cues.HARM_WORDS for word in sentence)


def _likeliest(chances: Mapping[str, float], *, deadly: bool) -> tuple[EventTypeRow, float]:
    """The likeliest kind, and its share of all kinds' chance; `deadly`: of those of which people die."""
    codes = (code for code in chances if code != NONE and not (deadly and code.partition(".")[0] in BLOODLESS))
    code = max(codes, key=chances.__getitem__)
    return EVENT_TYPES[code], chances[code] / max(1 - chances[NONE], 1e-9)


def _cause(triggers: Sequence[Trigger], likeliest: EventTypeRow, share: float) -> EventTypeRow | None:
    """Who was killed, and nobody says how, did not drown: where no cause is likely, what was done to them stands."""
    killing = next((trigger.row for trigger in triggers if trigger.effect), None)
    if share < LEAST_CAUSE:
        return None
    return killing or likeliest if share < LEAST_OTHER_CAUSE else likeliest


def _of_group(chances: Mapping[str, float], group: str) -> tuple[str, float]:
    """The likeliest kind of a group, and its share of the group's chance."""
    mine = {code: chance for code, chance in chances.items() if code.partition(".")[0] == group}
    best = max(mine, key=mine.__getitem__)
    return best, mine[best] / max(sum(mine.values()), 1e-9)


def _retyped(trigger: Trigger, best: str, chances: Mapping[str, float]) -> Trigger:
    code = trigger.row.event_type.code
    own = chances.get(code)
    other = max((one for one in chances if one not in {code, NONE}), key=chances.__getitem__)
    if own is not None and chances[other] >= SURE and hangs_by(trigger.token, "relcl"):
        # "Police sprayed water at protesters, who threw stones": what is told aside is not the event itself
        return replace(trigger, row=EVENT_TYPES[other], why=f"the sentence tells of it ({chances[other]:.0%} sure)")
    if own is None or chances[best] < MUCH_LIKELIER * own:
        return trigger
    return replace(trigger, row=EVENT_TYPES[best], why=f"the sentence tells of it ({chances[best]:.0%} sure)")


def _with_one(sentence: Sentence, kept: list[Trigger], code: str, chance: float, model: KindModel) -> list[Trigger]:
    """The word that speaks most for the kind becomes its trigger; a weak word of that kind before any other."""
    weak = next((trigger for trigger in kept if trigger.weak and trigger.row.event_type.code == code), None)
    if weak is not None:
        return [replace(trigger, weak=False) if trigger is weak else trigger for trigger in kept]
    speaking = [(points, word) for points, word in model.speaking_for(sentence, code) if points > 0]
    harm = next((trigger for trigger in kept if trigger.effect), None)
    free = (word for _, word in speaking if word.pos_ in ANCHORS and not word.ent_type_)
    anchor = harm.token if harm else next(free, sentence.root)  # who kills and who is killed is told by "killed"
    words = ", ".join(f"“{word.text}”" for _, word in speaking[:3])
    new = Trigger(
        token=harm.token if harm else _head(anchor),
        row=EVENT_TYPES[code],
        words=harm.words if harm else anchor.text,
        weak=False,
        effect=False,
        why=f"{words} speak for it ({chance:.0%} sure)",
    )
    others = [trigger for trigger in kept if trigger.token != new.token]
    return sorted([*others, new], key=lambda trigger: trigger.token.i)


def _head(word: Word) -> Word:
    """The noun of a compound: places and numbers hang on it."""
    while word.dep_ in {"compound", "amod"} and word.head != word and word.head.pos_ in ANCHORS:
        word = word.head
    return word
