"""PNG: a picture of the map. What the file says about itself stands below the map and in the file's text fields."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.takeaway.export import Export


def write(export: Export) -> Iterator[bytes]:
    """The picture, in one piece."""
    yield png(export)


def png(export: Export) -> bytes:
    """The picture."""
    from mapapp.draw.picture import picture  # noqa: PLC0415  only who asks for it pays for Pillow

    about = export.about
    made = f"{about.made:%d %b %Y, %H:%M} UTC, by {about.version}. A number counts the places of incidents there."
    return picture(
        export.reading.spots(),
        title=f"{about.number}: {about.query}",
        lines=[f"Made {made}", " ".join(about.credits), about.link],
        tells=dict(about.lines),
    )
