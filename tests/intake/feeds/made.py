"""Feeds as sites write them."""

from __future__ import annotations

import json

URL = "https://news.example/feeds/all.xml"


def rss(*items: str, title: str = "The Daily", more: str = "") -> bytes:
    channel = f"<title>{title}</title><link>https://news.example/</link>{more}{''.join(items)}"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def an_item(link: str = "https://news.example/1", guid: str = "", title: str = "A story", more: str = "") -> str:
    marked = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{link}</link>{marked}{more}</item>"


def json_feed(*items: dict, **more) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Daily", "items": items} | more
    ).encode()
