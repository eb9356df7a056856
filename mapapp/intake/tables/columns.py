"""The cells of a row by what they tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gazetteer.columns import listed
from mapapp.intake.tables.cells import LONGEST_UNKNOWN, NOT_KNOWN
from mapapp.intake.tables.errors import TableNotUnderstood
from mapapp.intake.tables.scheme import Scheme, key_of

Said = Callable[[Sequence[str]], str]
"""From a row to what it says; empty where it says nothing."""
WHERE = ("place", "admin1", "country", "latitude")


class Columns:
    """The columns of one table that a scheme gives a role.

    Raises TableNotUnderstood where a column that the scheme needs is not in the header.
    """

    def __init__(self, scheme: Scheme, header: Sequence[str]) -> None:
        self._at = _bound(scheme, header)
        read = sorted({number for numbers in self._at.values() for number in numbers})
        self.labels: Mapping[int, str] = {
            number: f"{header[number].strip() or f'column {number + 1}'}: " for number in read
        }
        """Before each cell that is read, by its number, in the order of the table."""

    def of(self, role: str) -> tuple[int, ...]:
        """The numbers of the columns with this role, the most telling first."""
        return self._at.get(role, ())

    def first(self, role: str) -> Said:
        """What gives the first cell with this role that says something."""
        numbers = self.of(role)
        if not numbers:
            return lambda _: ""
        if len(numbers) > 1:
            return lambda cells: next(filter(None, (said(cells[number]) for number in numbers)), "")
        only = numbers[0]
        return lambda cells: said(cells[only])


def said(cell: str) -> str:
    """A cell without the white space around it; empty where it means "not known"."""
    text = cell.strip()
    return text if len(text) > LONGEST_UNKNOWN or text.casefold() not in NOT_KNOWN else ""


def _bound(scheme: Scheme, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the columns by role; columns that a table lacks are left out, so long as another has the role."""
    numbers: dict[str, int] = {}
    for number, cell in enumerate(header):
        numbers.setdefault(key_of(cell), number)
    bound = {
        role: tuple(numbers[key_of(name)] for name in names if key_of(name) in numbers)
        for role, names in scheme.columns.items()
    }
    if not (bound.get("date") or bound.get("year")):
        missing = [*scheme.columns.get("date", ()), *scheme.columns.get("year", ())]
        raise TableNotUnderstood(f"there is no column {missing[0]!r}; the columns are: {listed(header)}")
    if not any(bound.get(role) for role in WHERE):
        missing = [name for role in WHERE for name in scheme.columns.get(role, ())]
        raise TableNotUnderstood(f"there is no column {missing[0]!r}; the columns are: {listed(header)}")
    return bound
