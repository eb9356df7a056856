"""The columns of a large record, kept in a file beside it: a server that starts again need not read a million rows.

The file holds for one moment of one record, and for this program. What was touched since is read from the record. An
older state of the record that is put in its place knows nothing of that moment, or another one of the same number: see
`mapapp.store.changes`; it is read anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import zipfile
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine

from mapapp.store.changes import Moment
from mapapp.store.columns import Columns, Labels, Tellers
from mapapp.store.keys import Keys
from mapapp.store.places import Places, Province, Sites
from mapapp.store.texts import Texts
from mapapp.store.words import Segment, Volume, WordIndex

LARGE = 500_000
"""Rows from which on the columns are kept; fewer are read in seconds."""

ENDING = ".columns"
KINDS = {kind.__name__: kind for kind in
         (Columns, Keys, Labels, Places, Province, Segment, Sites, Tellers, Texts, Volume, WordIndex)}  # fmt: skip
"""What the file may hold beside numbers and texts."""

ROOT = Path(__file__).parents[2]
SOURCES = ("mapapp/store/*.py", "mapapp/domain/incident.py", "gazetteer/place.py")
"""What decides what stands in the columns: with other code the file is another one."""

log = logging.getLogger(__name__)


def read(connection: Connection) -> tuple[Moment, Columns] | None:
    """The columns as they were kept, and of when they are. None where there are none for this program."""
    file = _file(connection.engine)
    if file is None or not file.is_file():
        return None
    try:
        with np.load(file, allow_pickle=False) as arrays:
            told = json.loads(arrays["told"].tobytes())
            if told["program"] != _program():
                return None
            columns = _joined(told["columns"], arrays)
            moment = Moment(version=told["version"], mark=told["mark"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        log.warning("%s cannot be used and the record is read anew: %s", file, error)
        return None
    return (moment, columns) if isinstance(columns, Columns) else None


def keep(engine: Engine, moment: Moment, columns: Columns) -> None:
    """Keep the columns of this moment. Where that is not possible the next start takes longer, and nothing else."""
    file = _file(engine)
    if file is None or moment.mark is None:
        return
    arrays: list[np.ndarray[Any, Any]] = []
    told = {
        "program": _program(),
        "version": moment.version,
        "mark": moment.mark,
        "columns": _apart(columns, arrays),
    }
    beside = file.with_name(f"{file.name}.{secrets.randbits(31)}.part")
    try:
        with beside.open("wb") as out:
            text = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
            np.savez(out, allow_pickle=False, told=text, **{str(number): one for number, one in enumerate(arrays)})
        beside.replace(file)
    except OSError as error:
        log.warning("the columns could not be kept in %s: %s", file, error)
    finally:
        beside.unlink(missing_ok=True)


def _file(engine: Engine) -> Path | None:
    """None for a database that is not a file."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name + ENDING)


@cache
def _program() -> str:
    digest = hashlib.sha256(np.__version__.encode())
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _apart(value: Any, arrays: list[np.ndarray[Any, Any]]) -> Any:  # noqa: ANN401
    """The value as JSON holds it; arrays and bytes are put aside, and named by their number."""
    if isinstance(value, bytes):
        return {"bytes": _apart(np.frombuffer(value, dtype=np.uint8), arrays)}
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {"array": len(arrays) - 1}
    if isinstance(value, tuple):
        return {"tuple": [_apart(one, arrays) for one in value]}
    if isinstance(value, dict):
        return {"pairs": [[key, _apart(one, arrays)] for key, one in value.items()]}
    if type(value).__name__ in KINDS:
        return {"kind": type(value).__name__, "has": {key: _apart(one, arrays) for key, one in _has(value).items()}}
    return value


def _has(value: Any) -> dict[str, Any]:  # noqa: ANN401
    return {one.name: getattr(value, one.name) for one in fields(value)} if is_dataclass(value) else vars(value)


def _joined(told: Any, arrays: Any) -> Any:  # noqa: ANN401
    """The value again."""
    if not isinstance(told, dict):
        return told
    if "bytes" in told:
        return _joined(told["bytes"], arrays).tobytes()
    if "array" in told:
        return arrays[str(told["array"])]
    if "tuple" in told:
        return tuple(_joined(one, arrays) for one in told["tuple"])
    if "pairs" in told:
        return {key: _joined(one, arrays) for key, one in told["pairs"]}
    kind = KINDS[told["kind"]]
    has = {key: _joined(one, arrays) for key, one in told["has"].items()}
    if is_dataclass(kind):
        return kind(**has)
    made = object.__new__(kind)
    vars(made).update(has)
    return made
