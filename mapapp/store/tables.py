"""The tables as the queries see them. The migrations make them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Dialect, Float, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.types import TypeDecorator

from mapapp.store.text import storable


class SafeText(TypeDecorator[str]):
    """Text which any database can hold, also on the way into a comparison."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what no column can hold."""
        return None if value is None else storable(value)


metadata = MetaData()

change_counter = Table("change_counter", metadata, Column("number", BigInteger, nullable=False))

change = Table(
    "change",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, nullable=False),
    Column("told", Integer, nullable=False),
)

changed_incident = Table(
    "changed_incident",
    metadata,
    Column("number", BigInteger, nullable=False),
    Column("incident_id", SafeText, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("source_name", SafeText),
    Column("title", SafeText, nullable=False),
    Column("published", BigInteger),
    Column("language", SafeText),
    Column("payload", String, nullable=False),
)

incident = Table(
    "incident",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("type_code", SafeText, nullable=False),
    Column("type_group", SafeText, nullable=False),
    Column("sub_type", SafeText, nullable=False),
    Column("status", SafeText, nullable=False),
    Column("starts", BigInteger),
    Column("ends", BigInteger),
    Column("time_precision", SafeText),
    Column("killed_low", BigInteger),
    Column("killed_high", BigInteger),
    Column("injured_low", BigInteger),
    Column("injured_high", BigInteger),
    Column("drawn_places", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("review", SafeText, nullable=False),
    Column("maker", SafeText, nullable=False),
    Column("search_text", SafeText, nullable=False),
    Column("payload", String, nullable=False),
)

incident_place = Table(
    "incident_place",
    metadata,
    Column("incident_id", SafeText, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("place_id", SafeText, nullable=False),
    Column("name", SafeText, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("kind", SafeText, nullable=False),
    Column("country_code", SafeText),
    Column("admin1_id", SafeText),
    Column("admin1", SafeText),
    Column("radius_km", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("described", Integer, nullable=False),
    Column("role", SafeText, nullable=False),
)

incident_party = Table(
    "incident_party",
    metadata,
    Column("incident_id", SafeText, primary_key=True),
    Column("name", SafeText, primary_key=True),
)

incident_report = Table(
    "incident_report",
    metadata,
    Column("incident_id", SafeText, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("report_id", SafeText, primary_key=True),
)

account = Table(
    "account",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("incident_id", SafeText, nullable=False),
    Column("payload", String, nullable=False),
)

account_block = Table(
    "account_block",
    metadata,
    Column("account_id", SafeText, primary_key=True),
    Column("block_key", BigInteger, primary_key=True),
    Column("home", Integer, nullable=False),
    Column("starts", BigInteger, nullable=False),
    Column("ends", BigInteger, nullable=False),
)

likeness = Table(
    "likeness",
    metadata,
    Column("a", SafeText, primary_key=True),
    Column("b", SafeText, primary_key=True),
    Column("score", Float, nullable=False),
    Column("sure", Integer, nullable=False),
    Column("payload", String, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("instant", BigInteger, nullable=False),
    Column("verdict", SafeText, nullable=False),
    Column("decider", SafeText, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("undone", BigInteger),
    Column("subject", SafeText, nullable=False),
)

decision_pair = Table(
    "decision_pair",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("a", SafeText, primary_key=True),
    Column("b", SafeText, primary_key=True),
)

merging = Table("merging", metadata, Column("signature", SafeText, nullable=False))

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("title", SafeText, nullable=False),
    Column("query", SafeText, nullable=False),
    Column("place", SafeText, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("revoked", BigInteger),
    Column("frozen_version", BigInteger),
    Column("frozen_incidents", BigInteger),
    Column("frozen_reports", BigInteger),
    Column("frozen_digest", SafeText),
)

frozen_incident = Table(
    "frozen_incident",
    metadata,
    Column("view_id", SafeText, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("incident_id", SafeText, nullable=False),
    Column("payload", String, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("digest", SafeText, primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

report_original = Table(
    "report_original",
    metadata,
    Column("report_id", SafeText, primary_key=True),
    Column("digest", SafeText, nullable=False),
    Column("media_type", SafeText, nullable=False),
)

feed = Table(
    "feed",
    metadata,
    Column("url", SafeText, primary_key=True),
    Column("title", SafeText, nullable=False),
    Column("source", SafeText),
    Column("every_minutes", Integer, nullable=False),
    Column("etag", SafeText),
    Column("modified", SafeText),
    Column("next_at", BigInteger),
    Column("failures", Integer, nullable=False),
    Column("last_error", SafeText),
    Column("added", BigInteger, nullable=False),
    Column("asked", BigInteger),
)

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("feed_url", SafeText, primary_key=True),
    Column("entry_key", SafeText, primary_key=True),
)

host_turn = Table(
    "host_turn",
    metadata,
    Column("host", SafeText, primary_key=True),
    Column("next_ms", BigInteger, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("title", SafeText, nullable=False),
    Column("sources", SafeText, nullable=False),
    Column("state", SafeText, nullable=False),
    Column("filled", Integer, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("ended", BigInteger),
)

queue_item = Table(
    "queue_item",
    metadata,
    Column("job_id", SafeText, primary_key=True),
    Column("piece_key", SafeText, primary_key=True),
    Column("ordinal", BigInteger, nullable=False),
    Column("state", SafeText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("losses", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("lease_until", Float),
    Column("holder", SafeText),
    Column("reason", SafeText),
    Column("part_of", SafeText),
    Column("name", SafeText, nullable=False),
    Column("kind", SafeText, nullable=False),
    Column("source", SafeText),
    Column("published", SafeText),
    Column("content", LargeBinary, nullable=False),
)

text_print = Table(
    "text_print",
    metadata,
    Column("report_id", SafeText, primary_key=True),
    Column("again", SafeText, nullable=False),
    Column("address", SafeText),
    Column("published", BigInteger),
    Column("collected", BigInteger),
    Column("bands", LargeBinary, nullable=False),
)

text_band = Table(
    "text_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("report_id", SafeText, primary_key=True),
)

story_tie = Table(
    "story_tie",
    metadata,
    Column("a", SafeText, primary_key=True),
    Column("b", SafeText, primary_key=True),
    Column("bond", SafeText, nullable=False),
    Column("share", Float, nullable=False),
    Column("resemblance", Float, nullable=False),
    Column("sure", Integer, nullable=False),
    Column("reason", SafeText, nullable=False),
)

story_member = Table(
    "story_member",
    metadata,
    Column("report_id", SafeText, primary_key=True),
    Column("story_id", SafeText, nullable=False),
    Column("article", SafeText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
)

telling = Table(
    "telling",
    metadata,
    Column("account_id", SafeText, primary_key=True),
    Column("telling_id", SafeText, nullable=False),
    Column("story_id", SafeText, nullable=False),
    Column("superseded", Integer, nullable=False),
)

story_rules = Table("story_rules", metadata, Column("signature", SafeText, nullable=False))
