"""What `streamlit run mapapp/app.py` opens: Streamlit and our own routes in one process."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this file's folder on the import path. From a plain checkout the package is one level up; and
# its folder must go, or `import language` in any library would find a file of ours.
ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() not in {ROOT, ROOT / "mapapp"})]

from mapapp.web import arenas  # noqa: E402

arenas.keep_few()

from mapapp.web import backend as backends  # noqa: E402
from mapapp.web import server  # noqa: E402

server.keep_options()
backend = backends.current()

# Streamlit looks for these very words, `app = st.App(`, before it runs the file.
app = st.App(
    server.PAGE,
    routes=server.all_routes(backend, server.access_of_environment()),
    middleware=server.MIDDLEWARE,
    lifespan=server.lifespan(backend),
)
