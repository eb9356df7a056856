"""Programs of others read the API: GDAL (which QGIS uses) and OWSLib, over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time

import pyogrio
import pytest
import uvicorn
from owslib.ogcapi.features import Features


@pytest.fixture(scope="module")
def address(app):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


READ = """
import json, sys
import pyogrio
from shapely import from_wkb
options = {key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(sys.argv[2]).items()}
meta, _, shapes, columns = pyogrio.raw.read(sys.argv[1], layer="incidents", **options)
kinds = [None if shape is None else from_wkb(shape).geom_type for shape in shapes]
print(json.dumps({"fields": list(meta["fields"]), "kinds": kinds}))
"""


def by_gdal(source: str, **options) -> dict:
    """In a process of its own: GDAL waits for the server without letting other threads run."""
    command = [sys.executable, "-c", READ, source, json.dumps(options)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)


def test_gdal_reads_the_collection_page_by_page(address, syria_backend):
    read = by_gdal(f"OAPIF:{address}/ogc/collections/incidents", PAGE_SIZE=10)
    assert len(read["kinds"]) == len(syria_backend.snapshot) == 42
    assert {"title", "type", "status", "killed", "starts"} <= set(read["fields"])
    assert read["kinds"].count(None) == 1


def test_gdal_asks_for_a_box(address, client):
    read = by_gdal(f"OAPIF:{address}/ogc", bbox=(36.0, 34.0, 37.0, 36.0))
    asked = client.get("/ogc/collections/incidents/items?bbox=36,34,37,36").json()
    assert len(read["kinds"]) == asked["numberMatched"] > 0
    assert set(read["kinds"]) == {"MultiPoint"}


def test_gdal_reads_a_page_of_items_as_a_geojson_file(client, tmp_path):
    file = tmp_path / "items.geojson"
    file.write_bytes(client.get("/ogc/collections/incidents/items?type=battle").content)
    assert (
        pyogrio.read_info(file)["features"]
        == client.get("/ogc/collections/incidents/items?type=battle").json()["numberReturned"]
    )


def test_owslib_finds_its_way(address):
    service = Features(f"{address}/ogc")
    assert service.feature_collections() == ["incidents"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in service.conformance()["conformsTo"]
    assert "type" in service.collection_queryables("incidents")["properties"]
    page = service.collection_items("incidents", limit=5, bbox=[30, 30, 45, 40], datetime_="2016-12-01/2017-01-31")
    assert page["numberReturned"] == 5
    assert service.collection_item("incidents", page["features"][0]["id"])["id"] == page["features"][0]["id"]
