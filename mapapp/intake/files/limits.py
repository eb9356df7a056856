"""How much is taken in at once. Everything larger is set aside with a sentence, before it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapapp.domain.errors import UnreadableReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes unless said otherwise."""

    file: int = 50_000_000
    """Of one file that holds a report: a PDF, a letter, a document."""
    page: int = 10_000_000
    """Of one HTML page: its tree takes about ten times as much memory."""
    record: int = 10_000_000
    """Of one line, row or item of a file that holds many."""
    table: int = 500_000_000
    """Of what is inside a workbook. Its words lie in memory."""
    document: int = 100_000_000
    """Of what is inside a .docx."""
    directory: int = 100_000_000
    """Of an archive's list of contents, which is read as a whole; about a million names."""
    unpacked: int = 100_000_000_000
    """Of all that comes out of one archive, whatever is inside what."""
    ratio: int = 250
    """How many times larger than packed; text shrinks to a tenth, rarely to a hundredth."""
    ratio_from: int = 5_000_000
    """Below this size any ratio is harmless."""
    depth: int = 4
    """Archives in archives, and letters in letters."""
    columns: int = 2_000
    """Of a table."""
    pages: int = 3_000
    """Of a PDF."""
    seconds: float = 60.0
    """For the pages of one PDF."""


LIMITS = Limits()


@dataclass(slots=True)
class Budget:
    """What one archive may still unpack, shared by everything that is inside of it."""

    limits: Limits = LIMITS
    depth: int = 0
    """How deep we are."""
    unpacked: int = field(default=0)

    def spend(self, size: int, packed: int) -> None:
        """Count what is to be unpacked. Raises UnreadableReport for what is out of all proportion."""
        if size > self.limits.ratio_from and size > self.limits.ratio * max(1, packed):
            raise UnreadableReport(
                f"It unpacks to {megabytes(size)}, more than {self.limits.ratio} times its size, which no text does. "
                "If it is what you meant to bring, unpack it first and bring the folder."
            )
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise UnreadableReport(
                f"The archive unpacks to more than {megabytes(self.limits.unpacked)}. "
                "Unpack it first and bring the folder."
            )

    def deeper(self) -> Budget:
        """The same budget, one archive further in. Raises UnreadableReport where that is too deep."""
        if self.depth >= self.limits.depth:
            raise UnreadableReport(
                f"It is packed more than {self.limits.depth} deep, one thing inside another. "
                "Unpack it first and bring the folder."
            )
        return _Inner(limits=self.limits, depth=self.depth + 1, outer=self)


@dataclass(slots=True)
class _Inner(Budget):
    outer: Budget = field(default_factory=Budget)

    def spend(self, size: int, packed: int) -> None:
        self.outer.spend(size, packed)


def megabytes(size: int) -> str:
    """Such as "12 MB"."""
    return f"{size / 1_000_000:,.0f} MB" if size >= 10_000_000 else f"{size / 1_000_000:,.1f} MB"


def ensure_small(size: int, most: int, what: str = "file") -> None:
    """Raises UnreadableReport for what is larger than it may be."""
    if size > most:
        raise UnreadableReport(
            f"This {what} has more than {megabytes(most)}. Divide it, or save its text alone and bring that."
        )
