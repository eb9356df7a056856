"""GeoParquet 1.1: geometry as well-known binary; what the file says about itself is metadata of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_file
from mapapp.takeaway.columns import COLUMNS, Kind
from mapapp.takeaway.export import About, Export
from mapapp.takeaway.geometry import wkb

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 1_000
"""Incidents in memory together."""
GROUP = 20
"""Batches of a row group: as columns of Arrow they take a tenth of the memory, and readers like larger groups."""

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    # no crs: the default is OGC:CRS84, which is longitude and latitude on WGS84
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point", "MultiPoint"]}},
}


def write(export: Export) -> Iterator[bytes]:
    """One row an incident."""
    return of_file("incidents.parquet", lambda path: _fill(path, export))


def _fill(path: Path, export: Export) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy: only who asks for it pays

    schema = _schema(export.about)
    batches = _batches(export.incidents(), schema)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while group := list(islice(batches, GROUP)):
            file.write_table(pa.Table.from_batches(group, schema))


def _batches(incidents: Iterator[KeptIncident], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while some := tuple(islice(incidents, BATCH)):
        yield _batch(some, schema)


def _schema(about: About) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {Kind.TEXT: pa.string(), Kind.WHOLE: pa.int64(), Kind.REAL: pa.float64(), Kind.DAY: pa.date32()}
    fields = [pa.field(column.name, kinds[column.kind]) for column in COLUMNS]
    metadata = {"geo": orjson.dumps(GEO), "about": orjson.dumps(about.json())}
    return pa.schema([*fields, pa.field("geometry", pa.binary())], metadata)


def _batch(some: tuple[KeptIncident, ...], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    values: list[list[Any]] = [[column.value(incident) for incident in some] for column in COLUMNS]
    values.append([wkb(incident) for incident in some])
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    return pa.record_batch(arrays, schema=schema)
