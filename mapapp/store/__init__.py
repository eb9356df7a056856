"""The record of reports and incidents, and the questions the map asks of it."""

from mapapp.store.errors import (
    StoreTooNew,
    StoreUnusable,
    UnknownDecision,
    UnknownIncident,
    UnknownJob,
    UnknownReport,
    UnknownSavedView,
)
from mapapp.store.merges import Suggestion
from mapapp.store.reading import KeptIncident, KeptPlace, Reading
from mapapp.store.rows import IncidentRow, Tally
from mapapp.store.store import Store

__all__ = [
    "IncidentRow",
    "KeptIncident",
    "KeptPlace",
    "Reading",
    "Store",
    "StoreTooNew",
    "StoreUnusable",
    "Suggestion",
    "Tally",
    "UnknownDecision",
    "UnknownIncident",
    "UnknownJob",
    "UnknownReport",
    "UnknownSavedView",
]
