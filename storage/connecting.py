"""Opening a database: create it, bring it up to date, and say in one sentence why it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

BUSY_TIMEOUT_S = 60

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The revision that this program writes: the last of its migrations."""


class StoreError(Exception):
    """The database cannot be used; the text is one Chinese sentence."""


class StoreBusy(StoreError):  # noqa: N818 - says what it is
    """Somebody else holds the database."""


class StoreFull(StoreError):  # noqa: N818 - says what it is
    """The disk takes no more."""


class StoreTooNew(StoreError):  # noqa: N818 - says what it is
    """A newer program made the database."""


_FULL = ("disk is full", "disk I/O error", "No space left", "disk quota")
"""How databases say that the disk takes no more; SQLite calls a quota or a limit of file size an I/O error."""


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn the database's own errors into one sentence that names ``place``."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig)
        if "locked" in cause or "lock timeout" in cause:
            raise StoreBusy(f"{place}：数据库正被占用（{cause}），请稍后再试") from error
        if "not a database" in cause or "malformed" in cause:
            raise StoreError(f"{place}：不是巡查的数据库文件，或已损坏") from error
        if any(word in cause for word in _FULL):
            raise StoreFull(f"{place}：磁盘已满或写不进去（{cause.splitlines()[0][:200]}）") from error
        if "unable to open" in cause or "readonly" in cause:
            raise StoreError(f"{place}：数据库打不开或不可写") from error
        raise StoreError(f"{place}：数据库出错（{cause.splitlines()[0][:200]}）") from error


def connect(url: str) -> tuple[Engine, str]:
    """An engine on an up-to-date database, and how messages name it (never with a password).

    Raises:
        StoreError: wrong address, missing driver, not reachable, not ours, locked, or newer than the program.
    """
    try:
        place_url = make_url(url)
        if place_url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise NoSuchModuleError(url)
        engine = create_engine(url, **_options(place_url.get_backend_name()))
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(f"database = {url!r}：应为 sqlite:///路径 或 postgresql+psycopg://用户@主机/库") from None
    except ModuleNotFoundError as error:
        raise StoreError(f"没有安装数据库驱动 {error.name}，可 pip install 'xuncha[postgres]'") from None
    _note_cursors(engine)
    sqlite = place_url.get_backend_name() == "sqlite"
    place = str(place_url.database) if sqlite else place_url.render_as_string(hide_password=True)
    if sqlite:
        _prepare_sqlite(engine)
        folder = Path(place).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}：建不了文件夹（{error.strerror}）") from None
    try:
        with told(place):
            _bring_up_to_date(engine, place)
    except SQLAlchemyError as error:
        raise StoreError(f"{place}：数据库打不开（{str(error).splitlines()[0][:200]}）") from None
    return engine, place


def _options(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": BUSY_TIMEOUT_S}}
    return {"pool_pre_ping": True}  # a crawl takes hours, in which servers close connections that nobody uses


def expect_writable(engine: Engine, patience_s: float) -> None:
    """Begin to write and let go again; only SQLite has one lock for all that can be held for long."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect().execution_options(reads=True) as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(min(patience_s, BUSY_TIMEOUT_S) * 1000)}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")


def _note_cursors(engine: Engine) -> None:
    """Let whoever reads know the cursors that it opened: a result that is not read to its end closes none."""

    @event.listens_for(engine, "after_cursor_execute")
    def _executed(connection: Any, cursor: Any, *_: Any) -> None:
        opened = connection.get_execution_options().get("opened")
        if opened is not None:
            opened.append(cursor)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, see _begin
        for pragma in ("journal_mode=wal", "synchronous=normal", "foreign_keys=on", "cache_size=-16000"):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if not connection.get_execution_options().get("reads"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bring_up_to_date(engine: Engine, place: str) -> None:
    found = _revision(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreTooNew(f"{place}：数据库由更新的程序建立（版本 {found}，本程序到 {HEAD}），请升级程序")
    _migrate(engine)


def _revision(engine: Engine) -> str | None:
    with engine.connect().execution_options(reads=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return None if row is None else str(row[0])


def _migrate(engine: Engine) -> None:
    """Run the migrations; one process at a time, the others find the work done."""
    from alembic import command  # noqa: PLC0415 - a second that an up-to-date database should not cost
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7264401)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
