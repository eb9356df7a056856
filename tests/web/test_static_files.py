import asyncio
import gzip
import socket
import threading
from pathlib import Path

import pytest
import streamlit
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_server import _bind_socket

from mapapp.draw import assets
from mapapp.web.static_files import Assets, PackedStreamlit

STREAMLIT = Path(streamlit.__file__).parent / "static"
SCRIPT = next((STREAMLIT / "static" / "js").glob("react-dom.*.js"))
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture(scope="module")
def client():
    streamlits = Route("/{path:path}", lambda request: PlainTextResponse(f"Streamlit's {request.url.path}"))
    routes = [Mount("/assets", Assets()), streamlits]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(PackedStreamlit)]))


def test_the_maps_scripts_come_as_one_packed_or_plain(client):
    packed, plain = client.get(assets.address("map.js")), client.get("/assets/map.js", headers=PLAIN)
    assert packed.content == plain.content == assets.content("map.js")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-type"].startswith("text/javascript")


def test_streamlits_scripts_come_packed_and_are_kept_for_a_year(client):
    answer = client.get(f"/static/js/{SCRIPT.name}")
    assert answer.content == SCRIPT.read_bytes()
    assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT.read_bytes(), 6, mtime=0))
    assert "immutable" in answer.headers["cache-control"]


def test_they_come_plain_to_those_who_cannot_unpack(client):
    answer = client.get(f"/static/js/{SCRIPT.name}", headers=PLAIN)
    assert (answer.content, "content-encoding" in answer.headers) == (SCRIPT.read_bytes(), False)


@pytest.mark.parametrize("path", ["/static/js/nothing.js", "/static/../../version.json", "/static/", "/", "/map"])
def test_for_all_else_streamlit_answers(client, path):
    assert client.get(path).text.startswith("Streamlit's")


def test_a_short_answer_is_sent_at_once():
    """Without TCP_NODELAY a short answer waits 40 ms for the acknowledgement of its own headers."""
    told = []

    class Told(asyncio.Protocol):
        def connection_made(self, transport):
            told.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def connected():
        bound = _bind_socket("127.0.0.1", 0, 8)
        server = await asyncio.get_running_loop().create_server(Told, sock=bound)
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        await reader.read()
        writer.close()
        server.close()

    def run():
        with asyncio.Runner(loop_factory=uvicorn.Config(app=None).get_loop_factory()) as runner:
            runner.run(connected())

    thread = threading.Thread(target=run)  # the browser of other tests has this thread's loop
    thread.start()
    thread.join()
    assert told
    assert all(told)
