"""The incidents in view, page by page, and one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mapapp.store.clip import during, in_extent
from mapapp.store.columns import Mask
from mapapp.store.paging import stretch
from mapapp.store.snapshot import Snapshot
from mapapp.store.whole import whole
from mapapp.web.api.asked import Asked
from mapapp.web.api.collections import INCIDENTS, ITEMS, a_link
from mapapp.web.api.features import feature
from mapapp.web.api.problems import Missing, Refused

Json = dict[str, Any]

GEOJSON = "application/geo+json"


def items(asked: Asked) -> Json:
    """One page as a GeoJSON collection, newest first."""
    snapshot, values = asked.snapshot, asked.values
    if values["after"] and values["before"]:
        raise Refused("after and before exclude each other: give one.", parameters=["after", "before"])
    page = stretch(
        snapshot.columns, selected(asked, snapshot), values["limit"], after=values["after"], before=values["before"]
    )
    features = [feature(told) for told in whole(asked.store, page.ids)]
    links = [a_link("self", asked.here(), GEOJSON, "This page")]
    if page.after:
        links.append(a_link("next", asked.here(after=page.after, before=None), GEOJSON, "The next page"))
    if page.before:
        links.append(a_link("prev", asked.here(before=page.before, after=None), GEOJSON, "The page before"))
    links.append(a_link("collection", asked.href(INCIDENTS), "application/json", "The collection"))
    return {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": page.matched,
        "numberReturned": len(features),
        "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "links": links,
    }


def selected(asked: Asked, snapshot: Snapshot) -> Mask:
    """What the filters, the box and the time leave."""
    mask, box, time = snapshot.mask(asked.view), asked.values["bbox"], asked.values["datetime"]
    if box:
        mask = mask & in_extent(snapshot.columns, box)
    if time:
        mask = mask & during(snapshot.columns, *time)
    return mask


def item(asked: Asked) -> Json:
    """One incident, found also by the id of an account that is merged into it. Raises Missing."""
    store, wanted = asked.store, asked.values["incident_id"]
    try:
        found = whole(store, [wanted]) or whole(store, [store.incident(wanted).id])
    except KeyError:
        found = []
    if not found:
        raise Missing("No incident has this id: it was removed, or never there.")
    found_id = found[0].incident.id
    links = [
        a_link("self", asked.href(f"{ITEMS}/{found_id}"), GEOJSON, "This incident"),
        a_link("collection", asked.href(INCIDENTS), "application/json", "The collection"),
        a_link("alternate", asked.href(f"/api/v1/incidents/{found_id}"), "application/json", "With all its evidence"),
    ]
    return feature(found[0]) | {"links": links}
