"""A workspace with one inspected site, written through the store as a crawl writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from storage.evidence import Evidence
from storage.records import (
    SHANGHAI,
    Answer,
    Column,
    ColumnForm,
    Failure,
    Link,
    Look,
    Page,
    PageKind,
    Run,
    RunState,
    Sign,
)
from storage.store import Store

AT = datetime(2026, 11, 20, 9, 0, 0, 250_000, tzinfo=SHANGHAI)
HOME = "http://www.example.gov.cn/"
BUILT = f"{HOME}built.html"
GONE = f"{HOME}gone.html"
FAR = "http://far.example/"
HOME_HTML = "<html><title>首页</title><body><p>首页正文</p><a href=gone.html>办事指南</a></html>".encode("gb18030")
BUILT_HTML = b"\xef\xbb\xbf" + "<html><body>由脚本生成的列表</body></html>".encode()
GONE_HTML = "<html><body>页面不存在，请致电 13812345678 \x1b[31m，证件 310101199001011234</body></html>".encode()
HTML = "text/html"


def look(url: str, seconds: int = 0, **facts: object) -> Look:
    return Look(url=url, at=AT + timedelta(seconds=seconds), **({"status": 200, "content_type": HTML} | facts))  # type: ignore[arg-type]


def page(url: str, sha256: str, **facts: object) -> Page:
    values: dict[str, object] = {"url": url, "status": 200, "depth": 1, "parent": HOME, "name": "链接"}
    values |= {"sha256": sha256, "answer": Answer.PAGE, "kind": PageKind.ARTICLE, "title": "标题"}
    return Page(**(values | facts))  # type: ignore[arg-type]


def fill(workspace: Path) -> None:
    """Store the site ``portal``: a page, a page that a browser built, a broken link within and one outside."""
    with Store.open(f"sqlite:///{workspace / 'xuncha.db'}") as store:
        evidence = Evidence(workspace / "evidence", store)
        home, built, gone = (evidence.put(body) for body in (HOME_HTML, BUILT_HTML, GONE_HTML))
        evidence.close()
        portal, others = (
            store.begin_run(period="2026Q4", round=1, target=name, as_of=AT, started_at=AT, settings={})
            for name in ("portal", "")
        )
        with store.writer(portal.id) as writer:
            found = [
                Link(page=HOME, target=GONE, text="办事指南"),
                Link(page=HOME, target=FAR, text="=1+1", via="img"),
                Link(page=HOME, target=BUILT, text="列表"),
            ]
            facts: dict[str, object] = {"depth": 0, "parent": None, "name": None, "kind": PageKind.HOME}
            writer.page(page(HOME, home, title='=首页,"市"', **facts), found)
            writer.page(page(BUILT, built, rendered=True, needs_browser="script_shell", published=AT.date()), [])
            writer.look(look(HOME, sha256=home, length=len(HOME_HTML), content_type="text/html; charset=gbk"))
            writer.look(look(BUILT, 1, sha256=built))
            writer.look(look(GONE, 2, status=404, sha256=gone, elapsed_s=0.5))
            writer.look(look(f"{HOME}hidden.html", 3, status=None, content_type=None, signs=(Sign.ROBOTS,)))
        with store.writer(others.id) as writer:
            writer.look(look(GONE, 62, status=404, sha256=gone, signs=(Sign.MISSING_TEXT,)))
            for seconds in (5, 65):
                writer.look(look(FAR, seconds, status=None, content_type=None, failure=Failure.DNS))
        news = Column(
            role="news",
            name="要闻",
            url=HOME,
            form=ColumnForm.LIST,
            first_level=True,
            own=True,
            why="导航",
            newest=AT.date(),
        )
        store.put_records(portal.id, {Column: [news]})
        for run in (portal, others):
            store.end_run(run.id, ended_at=AT, state=RunState.COMPLETE)


def one_page(store: Store, evidence: Evidence, html: str, sheets: Mapping[str, bytes], round_: int = 1) -> Run:
    """Store the site ``portal`` with nothing but a home page and its style sheets; returns its run."""
    body = html.encode()
    home = evidence.put(body)
    kept = {url: evidence.put(sheet) for url, sheet in sheets.items()}
    evidence.flush()
    run = store.begin_run(period="2026Q4", round=round_, target="portal", as_of=AT, started_at=AT, settings={})
    with store.writer(run.id) as writer:
        writer.page(page(HOME, home, depth=0, parent=None, name=None, kind=PageKind.HOME), [])
        writer.look(look(HOME, sha256=home, content_type="text/html; charset=utf-8"))
        for url, sha256 in kept.items():
            writer.look(look(url, 1, sha256=sha256, content_type="text/css"))
    return store.end_run(run.id, ended_at=AT, state=RunState.COMPLETE)
