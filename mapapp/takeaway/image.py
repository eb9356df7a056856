"""PNG: a picture of the map. What the file says about itself stands below the map and in the file's text fields."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.spoken import _, clock_time
from mapapp.takeaway.export import Export


def write(export: Export) -> Iterator[bytes]:
    """The picture, in one piece."""
    yield png(export)


def png(export: Export) -> bytes:
    """The picture."""
    from mapapp.draw.picture import picture  # noqa: PLC0415  only who asks for it pays for Pillow

    about = export.about
    made = _(
        "Made {when}, by {version}. A number counts the places of incidents there.",
        when=clock_time(about.made),
        version=about.version,
    )
    return picture(
        export.reading.spots(),
        title=_("{incidents}: {filters}", incidents=about.number, filters=about.query),
        lines=[made, " ".join(_(one) for one in about.credits), about.link],
        tells=dict(about.lines),
    )
