"""In which language and script a stretch of text is written."""

from __future__ import annotations

from dataclasses import dataclass

READ = "en"
"""The language whose sentences are read for incidents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language in a script."""

    language: str | None
    """BCP-47 primary language: "fr"; None is not known."""
    script: str
    """ISO 15924: "Latn", "Arab"; "Zyyy" where there is no letter."""

    @property
    def is_english(self) -> bool:
        """Is it read as English? So is what is in Latin letters and cannot be told."""
        return self.language == READ or (self.language is None and self.script in {"Latn", "Zyyy"})


ENGLISH = Tongue(language=READ, script="Latn")
UNKNOWN = Tongue(language=None, script="Zyyy")
