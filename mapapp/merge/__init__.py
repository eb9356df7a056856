"""Several reports, one event: which accounts tell of the same incident, and that incident made of them."""

from mapapp.merge.merger import Merger

__all__ = ["Merger"]
