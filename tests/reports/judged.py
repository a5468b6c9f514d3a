"""A workspace whose period was inspected, made by hand: two sites, doubts on both, five blank columns on one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from storage.records import (
    SHANGHAI,
    Answer,
    Column,
    ColumnForm,
    Coverage,
    Link,
    Look,
    Page,
    PageKind,
    RunState,
)
from storage.store import Store

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
PERIOD = "2026Q4"
GUARDED = "http://walled.example.cn/"
HOSTS = {"one": "http://one.example.gov.cn/", "two": "http://two.example.gov.cn/"}
PEOPLE = """id,name,agency,roles,email,until
lin,林致和,office,reviewer,,
bai,白鹭洲,office,reviewer,,
old,旧同事,office,reviewer,,2026-01-01
zhou,周若川,office,inspector,,
"""


def workspace(folder: Path, *, people: bool = True) -> Path:
    """Make the workspace; nothing in it is judged yet."""
    (folder / "registry").mkdir(parents=True)
    (folder / "xuncha.toml").write_text('[office]\ncity = "明州市"\nname = "明州市人民政府办公厅"\n', encoding="utf-8")
    tables = {
        "agencies.csv": "id,name,short_name,class,email\noffice,明州市政府办公厅,办公厅,municipal,a@b.cn\n"
        "ed,明州市教育局,教育局,department,c@d.cn\n",
        "sites.csv": "id,agency,name,kind,url,site_id_code,outward_services\n"
        f"one,office,明州市政府,portal,{HOSTS['one']},3301000001,yes\n"
        f"two,ed,明州市教育局,portal,{HOSTS['two']},3301000002,yes\n",
        **({"people.csv": PEOPLE} if people else {}),
    }
    for name, text in tables.items():
        (folder / "registry" / name).write_text(text, encoding="utf-8")
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        for target in HOSTS:
            _inspected(store, target, body=None)
    return folder


BLANK = ("personnel", "plan", "budget", "leaders", "overview")


def inspected_before(folder: Path, period: str, at: datetime, blank: Sequence[str] = BLANK) -> None:
    """Add an earlier period, in which these columns of the second site were blank; nothing in it is judged yet."""
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        for target in HOSTS:
            _inspected(store, target, body=None, period=period, at=at, roles=blank)


def _inspected(
    store: Store,
    target: str,
    *,
    body: str | None,
    period: str = PERIOD,
    at: datetime = AT,
    roles: Sequence[str] = BLANK,
) -> None:
    home = HOSTS[target]
    run = store.begin_run(period=period, round=1, target=target, as_of=at, started_at=at, settings={})
    page = Page(
        url=home,
        status=200,
        depth=0,
        parent=None,
        name=None,
        answer=Answer.PAGE,
        kind=PageKind.HOME,
        title="首页",
        template=target,
        sha256=body,
    )
    with store.writer(run.id) as writer:
        writer.page(page, [Link(page=home, target=GUARDED, text="数据平台")])
        writer.look(Look(url=home, at=at, status=200))
        for minutes in (1, 2):
            writer.look(Look(url=GUARDED, at=at + timedelta(minutes=minutes), status=403))
    if target == "two":
        blank = [
            Column(
                role=role,
                name=role,
                url=f"{home}{role}/",
                form=ColumnForm.LIST,
                first_level=True,
                own=True,
                why="navigation",
                blank="no_items",
                looks=(Look(url=f"{home}{role}/", at=at, status=200),),
            )
            for role in roles
        ]
        store.put_records(run.id, {Column: blank})
    coverage = Coverage(known=2, fetched=2, pages=1, failed=0, blocked=1, undecodable=0, rendered=0, needed_browser=0)
    store.end_run(run.id, ended_at=at, state=RunState.COMPLETE, coverage=coverage)
