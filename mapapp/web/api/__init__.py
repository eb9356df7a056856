"""The read-only HTTP API: OGC API – Features under /ogc, counts and vector tiles under /api/v1, its own description."""

from mapapp.web.api.access import Access
from mapapp.web.api.serving import api_routes

__all__ = ["Access", "api_routes"]
