"""The bytes of a feed → its entries. Nothing here asks the network for anything."""

from __future__ import annotations

from mapapp.intake.feeds.entry import FeedContent, FeedEntry, NotAFeed
from mapapp.intake.feeds.read import entries, read_feed

__all__ = ["FeedContent", "FeedEntry", "NotAFeed", "entries", "read_feed"]
