"""python -m gazetteer add | layers | remove"""

from __future__ import annotations

import argparse
from pathlib import Path

from gazetteer.columns import ROLES, option
from gazetteer.errors import NotWritten
from gazetteer.layers import Order, add, kept_beside, listed, places, remove
from gazetteer.lookup import default_path
from gazetteer.sources.own_layers import PREFIX

COLUMN_HELP = {
    "name": ("COL", "the column of the name"),
    "latitude": ("COL", "degrees north; decimal, or degrees, minutes and seconds"),
    "longitude": ("COL", "degrees east"),
    "id": ("COL", "the p-code, or another id of the row"),
    "local_name": ("COL[,COL]", "the name in other languages"),
    "forms": ("COL[,COL]", "more names, divided by | or ; in a cell"),
    "kind": ("COL|KIND", "the column of the kind, or one kind for all: settlement, facility, admin-3, ..."),
    "parent": ("COL", "what it lies in: the id of another row, a place id, or a name"),
    "admin1": ("COL", "the province (default: by the point)"),
    "country": ("COL|CC", "the column of the country, or one country for all: SY (default: by the point)"),
    "population": ("COL", "people who live there"),
    "radius_km": ("COL|NUMBER", "how far from the point the place reaches (default: by its kind)"),
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands to the command line."""
    adder = commands.add_parser(
        "add",
        help="add places of your own from a CSV or GeoJSON file, as a layer",
        description="Add places from a table as a layer. Columns that are not given are guessed from their headers.",
    )
    adder.add_argument("table", type=Path, metavar="FILE", help="CSV whose first line names the columns, or GeoJSON")
    adder.add_argument("--layer", required=True, metavar="NAME", help="what to call the layer, to remove it again")
    for role, (shown, told) in COLUMN_HELP.items():
        adder.add_argument(option(role), metavar=shown, help=told)
    adder.add_argument("--licence", default="", metavar="TEXT", help="what may be done with the places")
    adder.add_argument("--dated", default="", metavar="DATE", help="of what day, month or year they are: 2026-11")
    adder.add_argument("--source", default="", metavar="TEXT", help="who made them (default: the name of the file)")
    adder.add_argument("--dry-run", action="store_true", help="only check the rows; write nothing")
    adder.add_argument("--replace", action="store_true", help="in the place of the layer of this name")
    adder.set_defaults(command=_add)

    lister = commands.add_parser("layers", help="what the gazetteer is made of, with licences and dates")
    lister.set_defaults(command=_layers)

    remover = commands.add_parser("remove", help="take out a layer that was added")
    remover.add_argument("layer", metavar="NAME", help="one of: python -m gazetteer layers")
    remover.set_defaults(command=_remove)


def _path(options: argparse.Namespace) -> Path:
    return Path(options.file or default_path())


def _add(options: argparse.Namespace) -> int:
    order = Order(
        name=options.layer,
        columns={role: getattr(options, role) for role in ROLES if getattr(options, role)},
        licence=options.licence,
        dated=options.dated,
        source=options.source,
        dry_run=options.dry_run,
        replace=options.replace,
    )
    try:
        found = add(options.table, order, gazetteer_path=_path(options), tell=print)
    except KeyboardInterrupt:
        raise NotWritten("stopped; nothing was added") from None
    if order.dry_run:
        print("only checked; nothing was added")
    else:
        print(
            f"layer {order.name!r}: {places(found.accepted)}; to take it out: python -m gazetteer remove {order.name}"
        )
    return 0


def _layers(options: argparse.Namespace) -> int:
    for counted in listed(_path(options)):
        source = counted.source
        facts = (source.licence or "licence not stated", source.dated or "date not stated", source.name)
        print(f"{counted.places:>9,}  {source.layer:<24} {'  '.join(facts)}")
    for sentence in kept_beside(_path(options)):
        print(sentence)
    return 0


def _remove(options: argparse.Namespace) -> int:
    try:
        removed = remove(options.layer, gazetteer_path=_path(options))
    except KeyboardInterrupt:
        raise NotWritten("stopped; nothing was removed") from None
    print(f"layer {options.layer.removeprefix(PREFIX)!r} is removed: {places(removed)}")
    return 0
