"""Files, folders, archives and tables → pieces → reports."""

from mapapp.intake.files.limits import LIMITS, Limits
from mapapp.intake.files.reading import arrivals, page
from mapapp.intake.files.walk import pieces, pieces_in

__all__ = ["LIMITS", "Limits", "arrivals", "page", "pieces", "pieces_in"]
