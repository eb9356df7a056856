"""How a service is asked: geopy's adapter, with a time and a size that hold, and without redirects."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

from gazetteer.online.reading import made_plain, plain_text

MOST_BYTES = 1_000_000
"""A larger answer is refused unread."""
ERROR_BYTES = 2_000
"""Of the text that comes with an error."""
LONGEST_REASON = 100
"""Characters of what went wrong: it may repeat what the server sent."""
ELSEWHERE = frozenset({301, 302, 303, 307, 308})
"""Statuses of an answer that sends on to another address."""


class _NoRedirects(HTTPRedirectHandler):
    """A service that moved is not followed: who answers there is not who was asked."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401  urllib's signature
        return None


class Transport(BaseSyncAdapter):  # type: ignore[misc]
    """Answers JSON made plain, or raises an error of geopy's family."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: Any) -> None:  # noqa: ANN401
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        proxy = ProxyHandler(None if proxies is None else dict(proxies))
        self._open = build_opener(HTTPSHandler(context=ssl_context), proxy, _NoRedirects()).open

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """The answer as Python values, without markup and control characters."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            answer = json.loads(text, parse_constant=_refused)
        except (ValueError, RecursionError):
            begin = plain_text(text[:60])
            raise GeocoderParseError(f"{_host(url)} did not answer with JSON; the answer begins: {begin}") from None
        return made_plain(answer)

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        """The answer's text. `timeout` is for all of it, in seconds; None waits for ever."""
        late = None if timeout is None else time.monotonic() + timeout
        return _before(timeout, lambda: self._text(url, timeout, late, headers), _host(url))

    def _text(self, url: str, timeout: float | None, late: float | None, headers: Mapping[str, str]) -> str:
        host = _host(url)
        try:
            request = Request(url, headers=dict(headers))  # noqa: S310  the scheme is a checked setting
            with self._open(request, timeout=timeout) as page:
                body = _body(page, late, host)
                return body.decode(page.headers.get_content_charset() or "utf-8")
        except HTTPError as error:
            raise _refusal(error, host) from None
        except TimeoutError:
            raise _too_late(host) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _too_late(host) from None
            raise GeocoderUnavailable(f"{host} can't be reached ({plain_text(str(error.reason))})") from None
        except (UnicodeError, LookupError) as error:
            raise GeocoderParseError(f"the answer of {host} is not text ({error})") from None
        except (OSError, http.client.HTTPException) as error:
            what = plain_text(f"{type(error).__name__}: {error}")
            raise GeocoderUnavailable(f"{host} broke off ({what[:LONGEST_REASON]})") from None


def _body(page: http.client.HTTPResponse, late: float | None, host: str) -> bytes:
    body, promised = bytearray(), page.length or 0
    while chunk := page.read1(65_536):
        body += chunk
        if len(body) > MOST_BYTES:
            raise GeocoderParseError(f"the answer of {host} is larger than {MOST_BYTES // 1_000_000} MB; it is refused")
        if late is not None and time.monotonic() > late:
            raise _too_late(host)
    if len(body) < promised:  # http.client does not mind when it is read in pieces
        raise GeocoderUnavailable(f"{host} broke off after {len(body):,} of {promised:,} bytes; try again")
    return bytes(body)


def _refusal(error: HTTPError, host: str) -> AdapterHTTPError:
    """What geopy turns into its own error for this status."""
    message = f"{host} refused with HTTP status {error.code}"
    if error.code in ELSEWHERE:
        elsewhere = plain_text(urlsplit(error.headers.get("Location", "")).netloc)[:100] or "another address"
        message = f"{host} sends on to {elsewhere}, which is not asked; if it moved, set GAZETTEER_ONLINE_DOMAIN"
    headers = {name.lower(): value for name, value in error.headers.items()}
    return AdapterHTTPError(message, status_code=error.code, headers=headers, text=_error_text(error.fp))


def _error_text(page: IO[bytes] | None) -> str:
    if page is None:
        return ""
    try:
        with page:
            return plain_text(page.read(ERROR_BYTES).decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return ""


def _before(timeout: float | None, work: Callable[[], str], host: str) -> str:
    """Do `work` in a thread, and leave it behind when it is late: no byte-by-byte answer or DNS can hold us longer."""
    outcome: SimpleQueue[str | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(work())
        except BaseException as problem:  # it is raised again below, in the thread that waits
            outcome.put(problem)

    threading.Thread(target=run, name=f"asking {host}", daemon=True).start()
    try:
        result = outcome.get(timeout=timeout)
    except Empty:
        raise _too_late(host) from None
    if isinstance(result, BaseException):
        raise result
    return result


def _too_late(host: str) -> GeocoderTimedOut:
    return GeocoderTimedOut(f"{host} did not answer in time; try later, or set GAZETTEER_ONLINE_TIMEOUT_SECONDS")


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _host(url: str) -> str:
    """For messages: the address itself may hold a key."""
    return urlsplit(url).netloc
