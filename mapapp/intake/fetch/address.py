"""An address as we may ask it, read the way browsers read it, so that nothing hides in its spelling."""

from __future__ import annotations

from dataclasses import dataclass

from ada_url import URL

from mapapp.intake.fetch.errors import NotFetched

LONGEST = 4_000
"""Characters. Servers refuse longer ones."""
DEFAULT_PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1_024
"""Below it other things than the web are served, such as mail."""
NOT_THE_WEB = frozenset({1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080}) | {
    *range(6665, 6670)
}
"""Ports above it that browsers refuse too (fetch.spec.whatwg.org, "port blocking")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """Where a request goes."""

    url: str
    """As browsers would write it, in ASCII, without what follows "#"."""
    scheme: str
    """http or https."""
    host: str
    """A name in ASCII, or an IP address without brackets."""
    port: int
    authority: str
    """Host and port as the Host header writes them."""
    target: str
    """Path and query."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: whose robots.txt holds."""
        return f"{self.scheme}://{self.host}:{self.port}"


def web_address(text: str, *, base: str | None = None) -> WebAddress:
    """Read an address; one that is relative is relative to `base`. Raises NotFetched."""
    if len(text) > LONGEST:
        raise NotFetched(f"The address has {len(text):,} characters; give one of at most {LONGEST:,}.")
    try:
        url = URL(text, base=base)
    except (ValueError, UnicodeError):
        raise NotFetched(
            f"{shown(text)} is no web address. Give one such as https://news.example/story, as the browser shows it."
        ) from None
    url.hash = ""
    scheme = str(url.protocol).rstrip(":")
    if scheme not in DEFAULT_PORTS:
        raise NotFetched(f"{shown(text)} is not of the web: only http:// and https:// are fetched. Save it as a file.")
    if url.username or url.password:
        raise NotFetched(f"The address at {url.host} holds a user's name or password. Take out what is before the @.")
    return WebAddress(
        url=str(url.href),
        scheme=scheme,
        host=str(url.hostname).strip("[]").rstrip("."),
        port=_port(str(url.port), scheme, str(url.hostname)),
        authority=str(url.host),
        target=f"{url.pathname}{url.search}",
    )


def shown(text: str, longest: int = 120) -> str:
    """A stranger's text for a message: one line, no character that a terminal would act on."""
    plain = text.encode("ascii", "backslashreplace").decode("ascii")
    plain = "".join(character if character.isprintable() else " " for character in plain)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _port(given: str, scheme: str, host: str) -> int:
    port = int(given) if given else DEFAULT_PORTS[scheme]
    if port not in DEFAULT_PORTS.values() and (port < FIRST_FREE_PORT or port in NOT_THE_WEB):
        raise NotFetched(f"Port {port} of {host} is no port of the web. Leave it out, or give the port of a website.")
    return port
