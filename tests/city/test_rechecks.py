"""A re-check over real HTTP asks for what the findings name, and closes what is mended, never what it cannot see."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from demo.answers import Answer
from demo.city import City, build
from tests.city.conftest import PERIOD, xuncha
from tests.city.test_quarter import served

HOST = "mzj.mingzhou.gov.cn"
BLANK, LOST, FULL = "/zwgk/zk/index.shtml", "/dmcx/index.shtml", "/yw/jryw/index.shtml"
PEOPLE = """id,name,agency,roles,email,until
zhou,周若川,mingzhou,inspector,,
lin,林致和,mingzhou,reviewer,,
bai,白鹭洲,mingzhou,reviewer,,
shen,沈允言,mingzhou,releaser,,
"""


@dataclass
class Changing:
    """The city, in which addresses come to answer as others do, and hosts come to answer nothing."""

    city: City
    like: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, host: str, target: str) -> Answer:
        self.asked.append((host, target))
        if host in self.down:
            return Answer(status=503, body=b"")
        return self.city.answer(*self.like.get((host, target), (host, target)))


class Office:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def does(self, *arguments: object) -> str:
        ended = xuncha(*arguments, "--workspace", self.folder)
        assert ended.returncode == 0, (arguments, ended.stderr)
        assert "Traceback" not in ended.stderr
        return ended.stdout

    def items(self) -> dict[str, dict[str, Any]]:
        rows = map(json.loads, self.does("export", "notices", "--period", PERIOD).splitlines())
        return {item["key"]: {"notice": row["id"], **item} for row in rows for item in row["items"]}

    def states(self) -> dict[tuple[str, str], str]:
        """States of the items that can be mended, by check and path."""
        items = [item for item in self.items().values() if item["nature"] == "standing"]
        return {(item["check"], item["subject"].split(HOST)[-1]): item["state"] for item in items}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Changing]]:
    """One site inspected, its result released, its notices issued."""
    city = Changing(build(tmp_path))
    (tmp_path / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with served(city) as port:
        city.city.write_settings(port)
        settings = tmp_path / "xuncha.toml"
        text = settings.read_text(encoding="utf-8").replace("[crawl]\n", '[crawl]\nrender = "never"\n')
        settings.write_text(text + '\n[release]\nchain = ["签发"]\n', encoding="utf-8")
        made = Office(tmp_path)
        made.does("inspect", "--period", PERIOD, "--as-of", "2026-11-20", "--site", "mzj")
        made.does("release", "--period", PERIOD, "--by", "shen")
        made.does("notices", "issue", "--period", PERIOD, "--by", "zhou", "--format", "xlsx")
        yield made, city


def recheck(office: Office, *more: object) -> str:
    return office.does("notices", "recheck", "--confirm-after", "0.5", *more)


def test_what_is_mended_closes_and_what_cannot_be_seen_does_not(office: tuple[Office, Changing]) -> None:
    desk, city = office
    assert "没有要复查的项目" in recheck(desk), "nobody has answered yet"
    standing = desk.states()

    # nothing has changed: all is still there, and only what the findings name was asked for
    city.asked.clear()
    recheck(desk, "--all")
    assert {key for key, state in desk.states().items() if state != "still_there"} == set()
    assert len(standing) == len(desk.states())
    named = {"/", "/robots.txt", *(subject for _, subject in standing)}
    rest = {target for host, target in city.asked if host == HOST} - named - named_pages(desk)
    assert all(re.search(r"/t?[0-9a-f]{10,16}(\.|$)", target) for target in rest), "random paths tell soft 404 apart"

    # a column was filled, a link works again, a page with a number of a person was taken down
    numbers = sorted(subject for check, subject in standing if check == "exposed_personal_data")
    page = next(subject for subject in numbers if subject.endswith("html"))
    city.like = {(HOST, BLANK): (HOST, FULL), (HOST, LOST): (HOST, FULL), (HOST, page): (HOST, "/nowhere.shtml")}
    gone = ("broken_links", "/attach/2025/mingdan.shtml")  # only the page that was taken down named it
    mended = {("blank_columns", BLANK), ("broken_links", LOST), ("exposed_personal_data", page), gone}
    desk.does("notices", "answer", sheet(desk, "mzj-01"), "--by", "zhou", "--mended")
    assert desk.states()["exposed_personal_data", page] == "answered"
    recheck(desk)
    assert desk.states() == dict.fromkeys(standing, "still_there") | {("exposed_personal_data", page): "mended"}
    recheck(desk, "--all")
    assert {key for key, state in desk.states().items() if state == "mended"} == mended

    # the site is down: nothing closes, nothing opens
    before = desk.states()
    city.down.add(HOST)
    told = recheck(desk, "--all")
    assert "网站首页打不开" in told
    assert {key: state for key, state in desk.states().items() if state != "not_reachable"} == dict.fromkeys(
        mended, "mended"
    )
    assert set(before) == set(desk.states())

    # what came back is open again, with a deadline of its own
    city.down.clear()
    city.like.pop((HOST, LOST))
    recheck(desk, "--all")
    assert {key for key, state in desk.states().items() if state == "mended"} == mended - {("broken_links", LOST)}
    assert desk.states()["broken_links", LOST] == "reopened"

    # the rest of the world is told by the same words
    rows = map(json.loads, desk.does("export", "findings", "--period", PERIOD).splitlines())
    rectified = {(row["check"], row["subject"].split(HOST)[-1]) for row in rows if row["state"] == "rectified"}
    assert rectified == mended - {("broken_links", LOST)}


def named_pages(desk: Office) -> set[str]:
    """The pages that show the faults, as the findings name them."""
    found = set()
    for row in map(json.loads, desk.does("export", "findings", "--period", PERIOD).splitlines()):
        found |= {url.split(HOST)[-1] for url in (row["page"], *row["detail"].get("examples", ()))}
    return found


def sheet(desk: Office, notice: str) -> str:
    return f"{PERIOD}-{notice}"


def test_a_watch_tells_of_columns_before_they_go_stale(office: tuple[Office, Changing]) -> None:
    desk, city = office
    rows = map(json.loads, desk.does("export", "columns", "--period", PERIOD).splitlines())
    (news, *_) = [row for row in rows if row["role"] == "news" and row["own"] and row["newest"]]
    city.asked.clear()
    watched = date.fromisoformat(news["newest"]) + timedelta(days=12)
    told = desk.does("alerts", "watch", "--site", "mzj", "--as-of", watched.isoformat())
    assert "看了 1 个网站和账号" in told
    assert f"栏目即将超期未更新 {news['name']} {news['newest']}" in told
    pages = {target for host, target in city.asked if host == HOST}
    assert len(pages) < 15, "home, fast columns and what tells soft 404 apart"
    fresh = desk.does("alerts", "watch", "--site", "mzj", "--as-of", news["newest"])
    assert "即将超期" not in fresh
