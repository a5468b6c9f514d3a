"""The tables of the store.

High-volume facts (addresses, pages, looks) are typed and normalised; the edges of a page are packed into its row;
rare facts (columns, entries) and verdicts are JSON beside the keys they are looked up by. Address ids are local to a
run. A change here needs a migration beside it; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _run_id() -> Column[int]:
    return Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("period", String(6), nullable=False),
    Column("round", Integer, nullable=False),
    Column("target", Text, nullable=False),
    Column("as_of", String(32), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Column("state", String(16), nullable=False),
    Column("trouble", String(32)),
    Column("settings", Text, nullable=False),
    Column("coverage", Text),
    UniqueConstraint("period", "round", "target"),
)

addresses = Table(
    "addresses",
    metadata,
    _run_id(),
    Column("id", Integer, nullable=False),
    Column("key", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("fault", String(16)),
    PrimaryKeyConstraint("run_id", "id"),
    Index(None, "key", "run_id"),
    sqlite_with_rowid=False,
)
"""``key``: 64 bits of a digest of ``url``, small enough to be indexed; equal keys are told apart by the text.
``fault``: why ``url`` is no address at all but the text as written (malformed, local_path)."""

pages = Table(
    "pages",
    metadata,
    _run_id(),
    Column("address_id", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("parent_id", Integer),
    Column("name", Text),
    Column("answer", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text),
    Column("published", String(32)),
    Column("published_from", String(16)),
    Column("source", Text),
    Column("encoding", String(32)),
    Column("rendered", Boolean, nullable=False),
    Column("needs_browser", String(32)),
    Column("sha256", String(64)),
    Column("text_length", Integer, nullable=False),
    Column("template", String(64)),
    Column("footer", Text, nullable=False),
    Column("footer_seen", Boolean, nullable=False),
    Column("metas", Text, nullable=False),
    Column("ids", Text, nullable=False),
    Column("items", Integer, nullable=False),
    Column("newest", String(10)),
    Column("doubts", Text, nullable=False),
    Column("targets", LargeBinary, nullable=False),
    Column("labels", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run_id", "address_id"),
)
"""``targets``: the ids of the addresses that the page names, as little-endian uint32, in document order;
``labels``: what it calls them, zstd-compressed JSON ``[text, via, fragment, fault]`` a link."""

looks = Table(
    "looks",
    metadata,
    _run_id(),
    Column("address_id", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("method", String(16), nullable=False),
    Column("status", Integer),
    Column("failure", String(16)),
    Column("final_url", Text),
    Column("content_type", Text),
    Column("length", BigInteger),
    Column("sha256", String(64)),
    Column("elapsed_s", Float),
    Column("signs", Text, nullable=False),
    Column("note", Text),
    PrimaryKeyConstraint("run_id", "address_id", "at"),
    sqlite_with_rowid=False,
)

records = Table(
    "records",
    metadata,
    _run_id(),
    Column("noun", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "noun", "number"),
)
"""Content facts of a whole site, made after its crawl: ``noun`` is the record's class name, ``number`` its place."""

page_records = Table(
    "page_records",
    metadata,
    _run_id(),
    Column("address_id", Integer, nullable=False),
    Column("noun", String(32), nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "noun", "address_id"),
)
"""Content facts of single pages, made as they are read: ``data`` is a JSON list of the page's records of one noun."""

findings = Table(
    "findings",
    metadata,
    _run_id(),
    Column("scheme", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("key", String(32), nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "scheme", "number"),
    Index(None, "key"),
)

examined = Table(
    "examined",
    metadata,
    _run_id(),
    Column("scheme", String(64), nullable=False),
    Column("check_id", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    PrimaryKeyConstraint("run_id", "scheme", "check_id"),
)

scorecards = Table(
    "scorecards",
    metadata,
    _run_id(),
    Column("scheme", String(64), nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "scheme"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("pack", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
)
"""Where a body lies: ``size`` bytes from ``start`` of ``pack`` hold one zstd frame of ``length`` bytes."""

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("period", String(6), nullable=False),
    Column("target", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Index(None, "kind", "period"),
)
"""What people decided: append-only; ``sha256`` seals an act together with the one before it."""

observations = Table(
    "observations",
    metadata,
    Column("target", Text, nullable=False),
    Column("noun", String(32), nullable=False),
    Column("at", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("target", "noun", "at", "number"),
)
"""What was seen of a target between inspections, by time; ``number`` tells records of one moment apart."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("channel", String(64), nullable=False),
    Column("said", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("sent_at", String(40)),
    Column("tried_at", String(40)),
    Column("tries", Integer, nullable=False),
    UniqueConstraint("key", "recipient", "channel"),
)
"""Alerts, recorded before they are sent and marked after: ``key`` names the state that is told, ``channel`` is a digest
of an address (never the address: it may hold a password), ``sent_at`` None until the channel took it."""

job_runs = Table(
    "job_runs",
    metadata,
    Column("job", String(64), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("began_at", String(40), nullable=False),
    Column("ended_at", String(40)),
    Column("code", Integer),
    Column("pid", Integer),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("job", "slot"),
)
"""Runs of standing jobs: ``slot`` is the moment for which a run was due; ``ended_at`` None while it runs, and where it
was killed. ``pid``: its process."""
