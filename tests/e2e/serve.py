"""Serve the pages over a store of made incidents: `python -m tests.e2e.serve --port 8600 --database sqlite:///x.sqlite`."""

from __future__ import annotations

import argparse

import streamlit as st

from mapapp.settings import Settings
from mapapp.web import backend as backends
from mapapp.web import server
from tests.e2e.scenes import SCENES
from tests.web.stand_in import a_backend


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--scene", choices=SCENES, default="syria")
    options = parser.parse_args()
    settings = Settings.from_environment()
    application = a_backend(
        options.database, SCENES[options.scene](), merges=options.scene != "many", settings=settings
    )
    backend = backends.use(application)
    app = st.App(
        server.PAGE,
        routes=server.all_routes(backend),
        middleware=server.MIDDLEWARE,
        lifespan=server.lifespan(backend),
    )
    app.run(config=server.streamlit_options() | {"server.address": "127.0.0.1", "server.port": options.port})


if __name__ == "__main__":
    main()
