"""A feed's HTML as plain words."""

from __future__ import annotations

from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "math"})
ENDS_A_LINE = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure"}
    | {"figcaption", "section", "article", "header", "footer", "hr", "dt", "dd", "pre"}
)


def plain(html: str) -> str:
    """The words that a reader would see, a blank line between paragraphs. Never raises."""
    if "<" not in html and "&" not in html:
        return _tidy(html)
    words = _Words()
    words.feed(html)
    words.close()
    return _tidy("".join(words.said))


def one_line(html: str, longest: int = 300) -> str:
    """The same on one line, for a title."""
    line = " ".join(plain(html).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        if tag in ENDS_A_LINE:
            self.said.append("\n")

    def handle_startendtag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag in ENDS_A_LINE:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        if tag in ENDS_A_LINE:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(" ".join(data.split("\n")))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)
