from __future__ import annotations

import http.server
import threading

import pytest

from gazetteer import download as downloading
from gazetteer.download import download
from gazetteer.errors import DownloadFailed, UnknownCountry

FILES = {
    "/SY.zip": b"dump" * 1000,
    "/alternatenames/SY.zip": b"names" * 1000,
    "/admin1CodesASCII.txt": b"SY.01\tA\tA\t1\n",
    "/admin2Codes.txt": b"SY.01.1\tB\tB\t2\n",
}


class Site(http.server.BaseHTTPRequestHandler):
    """As much of GeoNames' server as a test needs."""

    breaks_after: int | None = None
    asked: list[tuple[str, str | None]]

    def do_GET(self):
        content, wanted = FILES.get(self.path), self.headers.get("Range")
        self.server.asked.append((self.path, wanted))
        if content is None:
            self.send_error(404)
            return
        first = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(content) - first))
        self.send_header("ETag", '"one"')
        self.end_headers()
        self.wfile.write(content[first : first + (self.server.breaks_after or len(content))])

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.breaks_after = [], None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    server.server_close()


def test_a_country_comes_with_its_names_and_codes(site, tmp_path):
    fetched = download(["sy"], tmp_path, site=site.address)
    assert [path.name for path in fetched.dumps + fetched.alternate_names] == ["SY.zip", "alternatenames-SY.zip"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "SY.zip": FILES["/SY.zip"],
        "alternatenames-SY.zip": FILES["/alternatenames/SY.zip"],
        "admin1CodesASCII.txt": FILES["/admin1CodesASCII.txt"],
        "admin2Codes.txt": FILES["/admin2Codes.txt"],
    }


def test_what_was_brought_by_hand_is_not_fetched(site, tmp_path):
    (tmp_path / "SY.zip").write_bytes(b"brought")
    download(["SY"], tmp_path, site=site.address)
    assert (tmp_path / "SY.zip").read_bytes() == b"brought"
    assert "/SY.zip" not in [path for path, _ in site.asked]


def test_a_download_that_broke_off_goes_on_where_it_stopped(site, tmp_path):
    site.breaks_after = 1000
    with pytest.raises(DownloadFailed, match="broke off after 1,000 of 4,000 bytes"):
        download(["SY"], tmp_path, site=site.address)
    assert not (tmp_path / "SY.zip").exists()
    site.breaks_after = None
    download(["SY"], tmp_path, site=site.address)
    assert (tmp_path / "SY.zip").read_bytes() == FILES["/SY.zip"]
    assert ("/SY.zip", "bytes=1000-") in site.asked


def test_without_a_network_each_missing_file_is_named_with_where_to_put_it(tmp_path):
    with pytest.raises(DownloadFailed) as caught:
        download(["SY"], tmp_path, site="http://127.0.0.1:1/")
    message = str(caught.value)
    for name, here in [("SY.zip", "SY.zip"), ("alternatenames/SY.zip", "alternatenames-SY.zip")]:
        assert f"http://127.0.0.1:1/{name} as {tmp_path / here}" in message
    assert "python -m gazetteer build --download SY" in message


def test_a_file_that_the_site_lacks_is_told(site, tmp_path):
    with pytest.raises(DownloadFailed, match=r"AD\.zip can't be fetched"):
        download(["AD"], tmp_path, site=site.address)


def test_a_file_without_end_is_refused(site, tmp_path, monkeypatch):
    monkeypatch.setattr(downloading, "LARGEST", 100)
    with pytest.raises(DownloadFailed, match="no file of GeoNames is"):
        download(["SY"], tmp_path, site=site.address)


def test_an_unknown_country_is_told_before_anything_is_fetched(site, tmp_path):
    with pytest.raises(UnknownCountry, match="no country has the code 'XX'"):
        download(["SY", "XX"], tmp_path, site=site.address)
    assert site.asked == []


def test_only_geonames_over_https_is_asked():
    assert downloading.SITE == "https://download.geonames.org/export/dump/"
