"""Web pages as news sites make them, written by hand: what a report is, and what stands around it.

Each page's furniture (menus, comments, other stories, what the law asks for) holds the word "Zanzibar", so that a test
sees at once whether any of it got into the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

MENU = """<header><nav><ul><li><a href="/">Home</a></li><li><a href="/zanzibar">Zanzibar</a></li><li><a href="/sport">
Sport</a></li></ul></nav></header>"""
FOOT = """<footer><p>© 2016 The Zanzibar Media Group. All rights reserved.</p>
<a href="/terms">Terms of Zanzibar</a></footer>"""
COMMENTS = """<section id="comments" class="comments"><h3>3 comments</h3><ol class="comment-list">
<li class="comment"><p>I was in Zanzibar when this happened and it was much worse than you say it was.</p></li>
<li class="comment"><p>Nobody in Zanzibar believes the police any more, as everybody knows by now.</p></li></ol>
</section>"""
RELATED = """<aside class="related"><h4>Related stories</h4><ul>
<li><a href="/1">Ten die in Zanzibar ferry accident</a></li>
<li><a href="/2">Zanzibar election put off</a></li></ul></aside>"""
COOKIES = """<div class="cookie-banner" role="dialog"><p>We and our partners in Zanzibar use cookies.</p>
<button>Accept</button></div>"""

BODY = (
    "Three people were killed and eleven injured when a car bomb went off outside a bakery in the Zahraa district of "
    "Homs on Wednesday, the provincial police said.",
    "The blast tore through a queue of people who had waited since dawn, a doctor at Al-Biraa hospital told reporters. "
    "Two of the dead were brothers.",
    "No group said that it had planted the bomb. In October a similar attack killed eight people in the same street.",
)
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, and what a careful reader takes from it."""

    name: str
    html: str
    url: str = "https://www.daily.example/world/homs-bomb-8812"
    title: str = "Car bomb kills three outside bakery in Homs"
    published: datetime | None = None
    author: str | None = None
    source: str | None = "The Daily"
    canonical: str = "https://www.daily.example/world/homs-bomb-8812"
    language: str | None = "en"
    body: tuple[str, ...] = BODY


def _page(head: str, body: str, lang: str = ' lang="en"') -> str:
    return f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


TITLE = "Car bomb kills three outside bakery in Homs"
HEADLINE = f"<h1>{TITLE}</h1>"
NAMED = f'<title>{TITLE} - The Daily</title><meta property="og:site_name" content="The Daily">'

PAGES: tuple[Page, ...] = (
    Page(
        name="a news site of today: JSON-LD and Open Graph",
        html=_page(
            NAMED
            + f"""<link rel="canonical" href="https://www.daily.example/world/homs-bomb-8812">
<meta property="og:title" content="{TITLE}"><meta property="article:published_time" content="2016-12-14T10:30:00+02:00">
<meta property="article:modified_time" content="2016-12-16T09:00:00+02:00"><meta name="author" content="Rana Haddad">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2016-12-14T10:30:00+02:00","dateModified":"2016-12-16T09:00:00+02:00",
"author":{{"@type":"Person","name":"Rana Haddad"}},
"publisher":{{"@type":"Organization","name":"The Daily"}}}}</script>""",
            COOKIES
            + MENU
            + f"<main><article>{HEADLINE}<p class='byline'>By <a rel='author' href='/r'>Rana Haddad</a></p>"
            f"{PARAGRAPHS}</article>{RELATED}{COMMENTS}</main>{FOOT}",
        ),
        url="https://www.daily.example/world/homs-bomb-8812?utm_source=feed",
        published=datetime(2016, 12, 14, 8, 30, tzinfo=UTC),
        author="Rana Haddad",
    ),
    Page(
        name="a blog: a time element, and comments in plain divs",
        html=_page(
            NAMED,
            MENU + f"<div id='content'><div class='post'><h2 class='entry-title'>{TITLE}</h2>"
            f"<time class='entry-date published' datetime='2016-12-14T08:30:00Z'>14 December 2016</time>"
            f"<div class='entry-content'>{PARAGRAPHS}</div></div>{COMMENTS}</div>"
            f"<div id='sidebar' class='sidebar widget-area'>{RELATED}</div>{FOOT}",
        ),
        published=datetime(2016, 12, 14, 8, 30, tzinfo=UTC),
    ),
    Page(
        name="an old site: tables, no mark-up that tells anything, the day in the address",
        html=_page(
            f"<title>The Daily: {TITLE}</title>",
            "<table width=100%><tr><td class=menu><a href='/z'>Zanzibar</a><br><a href='/s'>Sport</a><br></td>"
            f"<td><h1>{TITLE}</h1>{PARAGRAPHS}</td></tr></table>",
            lang="",
        ),
        url="https://www.daily.example/2016/12/14/homs-bomb-8812.html",
        canonical="https://www.daily.example/2016/12/14/homs-bomb-8812.html",
        published=datetime(2016, 12, 14, tzinfo=UTC),
        source="daily.example",
        language=None,
    ),
    Page(
        name="a page that nowhere says when it was published, with other days in its words",
        html=_page(
            NAMED,
            MENU + f"<article>{HEADLINE}{PARAGRAPHS}<p>The bakery was opened on 3 March 1998 by a man from Aleppo.</p>"
            f"</article>{FOOT}",
        ),
        body=(*BODY, "The bakery was opened on 3 March 1998 by a man from Aleppo."),
    ),
    Page(
        name="paragraphs in divs, a live page with a long menu before it",
        html=_page(
            NAMED + '<meta name="date" content="2016-12-14">',
            "<div class='nav'>" + "".join(f"<a href='/{n}'>Zanzibar {n}</a> " for n in range(60)) + "</div>"
            f"<div class='story-body'>{HEADLINE}"
            + "".join(f"<div class='para'>{one}</div>" for one in BODY)
            + "</div>"
            + FOOT,
        ),
        published=datetime(2016, 12, 14, tzinfo=UTC),
    ),
    Page(
        name="a page whose template says English and whose words are French",
        html=_page(
            '<title>Trois morts à Homs</title><meta property="og:site_name" content="Le Quotidien">'
            '<meta itemprop="datePublished" content="2016-12-14">',
            MENU + "<article><h1>Trois morts à Homs dans un attentat</h1><p>Trois personnes ont été tuées mercredi par "
            "l'explosion d'une voiture piégée devant une boulangerie de Homs, a annoncé la police de la province.</p>"
            "<p>Les victimes attendaient depuis l'aube devant la boulangerie, selon un médecin de l'hôpital. Deux des "
            "morts étaient frères.</p></article>" + FOOT,
        ),
        title="Trois morts à Homs dans un attentat",
        published=datetime(2016, 12, 14, tzinfo=UTC),
        source="Le Quotidien",
        language=None,
        body=("Les victimes attendaient depuis l'aube devant la boulangerie, selon un médecin de l'hôpital.",),
    ),
    Page(
        name="a page that claims the address of another site",
        html=_page(
            f'<title>{TITLE}</title><link rel="canonical" href="https://www.reuters.example/homs">'
            '<meta property="og:url" content="https://www.reuters.example/homs">'
            '<meta property="article:published_time" content="14 December 2016">',
            MENU + f"<article>{HEADLINE}{PARAGRAPHS}</article>{FOOT}",
        ),
        published=datetime(2016, 12, 14, tzinfo=UTC),
        source="daily.example",
    ),
    Page(
        name="a short notice",
        html=_page(
            f"<title>{TITLE}</title><meta property='og:site_name' content='The Daily'>",
            MENU
            + f"<article>{HEADLINE}<p>Three people were killed by a car bomb in Homs on Wednesday, police said.</p>"
            f"</article>{FOOT}",
        ),
        body=("Three people were killed by a car bomb in Homs on Wednesday, police said.",),
    ),
)
