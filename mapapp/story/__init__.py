"""One story on many sites, and articles edited later: which reports carry the same text."""

from mapapp.story.teller import Teller

__all__ = ["Teller"]
