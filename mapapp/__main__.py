"""python -m mapapp COMMAND; --help lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from gazetteer.errors import GazetteerError
from gazetteer.lookup import Gazetteer
from mapapp import batch, demo, wiring
from mapapp.commands import feeds, import_table, ingest, jobs, keeping, worker
from mapapp.domain.errors import MapappError
from mapapp.export.table import SCHEMES, Scheme
from mapapp.merge import Merger
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings, port_of
from mapapp.story import Teller
from mapapp.takeaway.formats import FORMATS
from mapapp.takeaway.take import take

MOST_MADE_UP = 10_000_000

Answerer = Callable[[Pipeline, dict[str, Any]], dict[str, Any]]
"""What makes the answer to one line."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status; errors are one sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment()
        return int(options.command(settings, options))
    except (MapappError, GazetteerError, OSError, ValueError) as error:
        print(f"mapapp: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mapapp", description="A geographic incident map.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="open the app and print its address")
    run.add_argument("--host", help="address to listen on (default: this machine only)")
    run.add_argument("--port", type=int, help="port (default 8501)")
    run.set_defaults(command=_run)
    prepare = commands.add_parser("prepare", help="build the gazetteer and read the sample reports, once")
    prepare.set_defaults(command=_prepare)
    merge = commands.add_parser("merge", help="find out anew which reports tell of one event; people's decisions hold")
    merge.set_defaults(command=_merge)
    made_up = commands.add_parser("demo", help="fill a record of its own with made-up incidents and open the app on it")
    made_up.add_argument("--incidents", type=int, default=100_000, metavar="N", help="how many (default 100,000)")
    made_up.add_argument("--seed", type=int, default=1, help="the same seed gives the same ones (default 1)")
    made_up.add_argument("--database", help="its address (default sqlite:///…/demo.sqlite in the data folder)")
    made_up.add_argument("--no-open", action="store_true", help="only write them")
    made_up.add_argument("--host", help="address to listen on (default: this machine only)")
    made_up.add_argument("--port", type=int, help="port (default 8501)")
    made_up.set_defaults(command=_demo)
    for name, help_text, command in (
        ("geoparse", "place names of each line of a JSON Lines file", batch.geoparse),
        ("extract", "incidents of each line of a JSON Lines file", batch.extract),
    ):
        sub = commands.add_parser(name, help=help_text)
        sub.add_argument("--jsonl", nargs=2, type=Path, metavar=("IN", "OUT"), required=True)
        sub.set_defaults(command=partial(_lines, answer=command), shape="json")
        if command is batch.extract:
            shapes = ("json", *SCHEMES)
            sub.add_argument("--shape", choices=shapes, help="of the answers; acled and ucdp are CSV (default json)")
    export = commands.add_parser("export", help="write the incidents of a link into a file")
    export.add_argument("--format", choices=FORMATS, required=True)
    export.add_argument("--query", default="", help='filters as in a link: "type=battle&from=2016-12-01"')
    export.add_argument("--address", default="", help="of the map, for the link in the file: https://maps.example/")
    export.add_argument("file", type=Path, metavar="OUT")
    export.set_defaults(command=_export)
    for more in (ingest, worker, jobs, feeds, import_table, keeping):
        more.add_to(commands)
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:
    from mapapp.web import arenas  # noqa: PLC0415

    arenas.keep_few()
    from mapapp.web import server  # noqa: PLC0415  Streamlit takes two seconds to import; other commands do without

    port = settings.port if options.port is None else port_of("--port", str(options.port))
    _prepare(settings, options)
    server.run(replace(settings, host=options.host or settings.host, port=port))
    return 0


def _demo(settings: Settings, options: argparse.Namespace) -> int:
    if not 1 <= options.incidents <= MOST_MADE_UP:
        raise ValueError(f"--incidents must be a number from 1 to {MOST_MADE_UP:,}, not {options.incidents}")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    address = options.database or f"sqlite:///{settings.data_dir / 'demo.sqlite'}"
    settings = replace(settings, database_url=address, samples=False)
    wiring.prepare_gazetteer(settings, quiet=False)
    store = wiring.open_store(settings)
    if len(store) != options.incidents:  # else they were written by an earlier run
        with tqdm(total=options.incidents, desc="Making up incidents", unit="") as bar:
            demo.write(
                store,
                options.incidents,
                settings.gazetteer_file,
                seed=options.seed,
                today=datetime.now(UTC).date(),
                signature=Merger().signature,
                stories=Teller().signature,
                progress=lambda written: bar.update(written - bar.n),
            )
    store.close()
    return 0 if options.no_open else _run(settings, options)


def _prepare(settings: Settings, _options: argparse.Namespace) -> int:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    wiring.prepare_gazetteer(settings, quiet=False)
    often = 0.1 if sys.stderr.isatty() else 10  # a log needs no animation
    look = "{desc:<48} {percentage:3.0f}% |{bar}|"
    with tqdm(total=100, desc="Preparing", bar_format=look, leave=False, mininterval=often) as bar:

        def progress(share: float, what: str) -> None:
            bar.set_description_str(what, refresh=False)
            bar.update(round(100 * share) - bar.n)

        wiring.open_application(settings, progress).store.close()
    return 0


def _merge(settings: Settings, _options: argparse.Namespace) -> int:
    store = wiring.open_store(settings)
    accounts, incidents = store.merges.anew()
    reports = store.count_reports()
    print(f"{incidents:,} incidents from {reports:,} reports, which tell of them {accounts:,} times")
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from mapapp.web import link  # noqa: PLC0415  other commands do without

    view, not_understood = link.decode_query(options.query)
    if not_understood:
        raise ValueError(" ".join(not_understood))
    view = replace(view, incident=None)

    def atlas() -> Gazetteer:
        wiring.prepare_gazetteer(settings, quiet=False)
        return Gazetteer.open(settings.gazetteer_file)

    address = f"{options.address}?{link.encode(view)}".rstrip("?")
    taken = take(wiring.open_store(settings), view, FORMATS[options.format], link=address, atlas=atlas)
    beside = options.file.with_name(options.file.name + ".part")  # a file that is not whole has not its name
    try:
        with closing(taken.pieces), beside.open("wb") as out:
            out.writelines(taken.pieces)
        beside.replace(options.file)
    finally:
        beside.unlink(missing_ok=True)
    print(f"{taken.about.number} in {options.file}", file=sys.stderr)
    return 0


def _lines(settings: Settings, options: argparse.Namespace, answer: Answerer) -> int:
    source, target = options.jsonl
    wiring.prepare_gazetteer(settings, quiet=False)
    pipeline = Pipeline(Gazetteer.open(settings.gazetteer_file), settings.name_of_both)
    if options.shape != "json":
        return _table(source, target, pipeline, SCHEMES[options.shape])
    good, bad = batch.run(source, target, partial(answer, pipeline))
    print(f"{good} lines answered, {bad} with an error, in {target}", file=sys.stderr)
    return 0


def _table(source: Path, target: Path, pipeline: Pipeline, scheme: Scheme) -> int:
    rows, rejected = batch.tabulate(source, target, partial(batch.tellings, pipeline), scheme, pipeline.gazetteer)
    for sentence in rejected:
        print(sentence, file=sys.stderr)
    print(f"{rows} rows in {target}, {len(rejected)} left out", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
