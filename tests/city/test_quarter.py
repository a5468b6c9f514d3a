"""A whole quarter of five sites and two accounts through the command line, compared with a table worked out by hand.

The scheme is small on purpose, so that every number below can be done in the head:

    V1  manual veto          V4c  five blank columns veto
    D20 footer elements: 1 point each, 5 at most      D21  broken links: 2 points each, 10 at most
    D17 two questions, 5 points each                  B01  manual bonus
    N2a a silent account veto                         N1   manual veto of accounts

======  =======================================================================  ==========================
site    as planted                                                               round 1
======  =======================================================================  ==========================
mzj     5 blank columns, 1 footer element, 3 soft 404                            fails by V4c
jgsw    1 footer element, 1 unreachable link; no outward services                (75 - 1 - 2) x 4/3 = 96
jyj     3 broken links, 1 guarded link in doubt, one of two questions late       100 - 6 - 5 = 89 (doubt: 87)
jnzx    a sub-site without faults                                                passes by veto alone
gxq     a committee: 4 broken links cost nothing                                 passes by veto alone
mzj-wx  an account silent for more than two weeks                                fails by N2a
wjw-wx  an account that posts                                                    passes
======  =======================================================================  ==========================
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from demo.answers import Answer
from demo.city import City, build
from demo.server import serve
from storage.store import Store
from tests.city.conftest import PERIOD, xuncha
from tests.reports.sheets import fill, rows

ACCOUNTS = ("mzj-wx", "wjw-wx")
SITES = ("mzj", "jgsw", "jyj", "jnzx", "gxq")
SOURCE = '{ document = "明州市检查办法", clause = "第三条", level = "市" }'
COMMON = f'source = {SOURCE}\nconfidence = "C"\n'
SCHEME = f"""id = "quarter"
revision = 1
title = "明州市试行指标"

[[row]]
id = "V1"
title = "安全事故"
part = "veto"
{COMMON}
[[row]]
id = "V4c"
title = "空白栏目"
part = "veto"
{COMMON}faults = [{{ check = "blank_columns" }}]
veto = {{ fails = 5 }}

[[row]]
id = "D17"
title = "办理答复"
part = "deduction"
points = "10"
{COMMON}asked = {{ each = "5", days = 5, times = 2 }}

[[row]]
id = "N1"
title = "新媒体安全事故"
part = "veto"
{COMMON}kinds = ["account"]

[[row]]
id = "N2a"
title = "新媒体不更新"
part = "veto"
{COMMON}faults = [{{ check = "stale_accounts" }}]
veto = {{ fails = 1 }}
kinds = ["account"]

[[row]]
id = "D20"
title = "网站标识"
part = "deduction"
points = "5"
{COMMON}faults = [{{ check = "missing_footer_elements", each = "1" }}]

[[row]]
id = "D21"
title = "可用性"
part = "deduction"
points = "10"
{COMMON}faults = [{{ check = "broken_links", each = "2" }}]

[[row]]
id = "B01"
title = "创新"
part = "bonus"
{COMMON}
"""
PEOPLE = """id,name,agency,roles,email,until
zhou,周若川,mingzhou,inspector,,
lin,林致和,mingzhou,reviewer,,
bai,白鹭洲,mingzhou,reviewer,,
chen,陈如海,mingzhou,editor,,
shen,沈允言,mingzhou,releaser,,
"""
BLANK = "/zwgk/zk/index.shtml"
FULL = "/yw/jryw/index.shtml"
LOST = "/dmcx/index.shtml"


@dataclass
class Mended:
    """The city, and addresses that answer as others do since somebody mended them."""

    city: City
    mended: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def answer(self, host: str, target: str) -> Answer:
        return self.city.answer(*self.mended.get((host, target), (host, target)))


@contextmanager
def served(city: Any) -> Iterator[int]:
    """The city on loopback, from a thread of its own."""
    loop, ready, port = asyncio.new_event_loop(), threading.Event(), []
    stop = asyncio.Event()

    async def run() -> None:
        async with serve(city) as chosen:
            port.append(chosen)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield port[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


class Office:
    """Somebody who works with the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return xuncha(*arguments, "--workspace", self.folder, "--period", PERIOD)

    def does(self, *arguments: object) -> str:
        ended = self(*arguments)
        assert ended.returncode == 0, (arguments, ended.stderr)
        return ended.stdout

    def refused(self, *arguments: object) -> str:
        ended = self(*arguments)
        assert ended.returncode == 2, (arguments, ended.stdout)
        assert "Traceback" not in ended.stderr
        return ended.stderr

    def cards(self) -> dict[str, tuple[str, float | None, float]]:
        """Verdict, points and bonus by site."""
        lines = map(json.loads, self.does("export", "scores").splitlines())
        return {row["target"]: (row["verdict"], row["points"], row["bonus"]) for row in lines}

    def findings(self, target: str, check: str, *more: object) -> list[dict[str, Any]]:
        lines = map(json.loads, self.does("export", "findings", *more).splitlines())
        return [row for row in lines if (row["target"], row["check"]) == (target, check)]


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Mended]]:
    """A workspace of the city with its own scheme, and the city on loopback."""
    folder = tmp_path_factory.mktemp("quarter")
    mended = Mended(build(folder))
    (folder / "schemes").mkdir()
    (folder / "schemes" / "quarter.toml").write_text(SCHEME, encoding="utf-8")
    (folder / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "registry" / "sites" / "jgsw.toml").write_text(
        '[[exception]]\ncheck = "missing_footer_elements"\nsubject = "http://jgsw.mingzhou.gov.cn/"\n'
        'reason = "改版期间"\nby = "林致和"\nuntil = 2026-10-31\n',
        encoding="utf-8",
    )
    with served(mended) as port:
        mended.city.write_settings(port)
        settings = folder / "xuncha.toml"
        text = settings.read_text(encoding="utf-8").replace('"state-council-2019"', '"quarter"')
        settings.write_text(text.replace("[crawl]\n", '[crawl]\nrender = "never"\n'), encoding="utf-8")
        yield Office(folder), mended


def inspect(office: Office, *sites: str, round_: int, day: str, accounts: tuple[str, ...] = ()) -> str:
    named = [part for site in sites for part in ("--site", site)]
    named += [part for account in accounts for part in ("--account", account)]
    return office.does("inspect", "--round", round_, "--as-of", day, *named)


def by_hand(office: Office, site: str, **results: str) -> Path:
    """An inspector settles rows of a site."""
    file = office.folder / "manual.xlsx"
    office.does("manual", "plan", file)
    for row, result in results.items():
        done = fill(
            file,
            "指标",
            lambda cells, row=row: (cells["网站编号"], cells["行"]) == (site, row),
            结果=result,
            依据="现场看过",
            检查员="周若川",
        )
        assert done == 1, row
    return file


GOOD = {"提问内容": "怎样办证", "提问日期": "2025-11-03", "答复日期": "2025-11-05"}
GOOD |= {"阅评人一": "zhou", "阅评人二": "lin"}
GOOD |= {"质量一": "好", "质量二": "一般"}


def asked(office: Office) -> Path:
    """Two questions to every portal; the second to jyj was answered a day late."""
    file = office.folder / "manual.xlsx"
    office.does("manual", "plan", file)
    assert fill(file, "提问", lambda _: True, **GOOD) == 6
    late = {"答复日期": "2025-11-11"}
    assert fill(file, "提问", lambda cells: (cells["网站编号"], cells["序号"]) == ("jyj", "2"), **late) == 1
    return file


def sign(office: Office, *names: str, more: tuple[str, ...] = ()) -> str:
    for name in names:
        said = office.does("release", "--by", name, *more)
    return said


def test_a_whole_quarter(quarter: tuple[Office, Mended]) -> None:
    office, mended = quarter
    told = inspect(office, *SITES, round_=1, day="2026-11-20", accounts=ACCOUNTS)
    assert "2026-10-31" in told, "an expired exception is told, not honoured"
    assert "（1 组影响评分，其余只供整改；0 组须两人）" in told, "people know before the review what it takes"
    assert {target: card[0] for target, card in office.cards().items()} == {
        **dict.fromkeys(SITES, "pending"),
        "mzj": "fail",
        "mzj-wx": "fail",
        "wjw-wx": "pass",
    }

    # the inspectors' sheets: one line for all sites without an accident; a question that jyj answered late costs it 5
    # points, an invention brings it 3 of bonus
    file = asked(office)
    rest = {"结果": "不否决", "依据": "没有发生过", "检查员": "周若川"}
    assert fill(file, "指标", lambda cells: (cells["网站编号"], cells["行"]) == ("*", "V1"), **rest) == 1
    office.does("manual", "import", file)
    office.does("manual", "import", by_hand(office, "jyj", B01="3"))
    first = {
        "mzj": ("fail", 100 - 1 - 6, 0),
        "jgsw": ("pass", 96, 0),
        "jyj": ("pending", None, 3),
        "jnzx": ("pass", 100, 0),
        "gxq": ("pass", 100, 0),
        "mzj-wx": ("fail", None, 0),
        "wjw-wx": ("pass", None, 0),
    }
    assert office.cards() == first

    # review: the guarded link of jyj does open
    file = office.folder / "review.xlsx"
    office.does("review", "export", file, "--pictures", 2)
    seen = [row for row in rows(file, "待核实") if row["检查项"] == "打不开的链接"]
    assert len(seen) == 1
    fill(
        file,
        "待核实",
        lambda cells: cells["检查项"] == "打不开的链接",
        决定="排除",
        审核人="lin",
        理由="用浏览器打开了",
    )
    office.does("review", "import", file)
    first["jyj"] = ("pass", 89, 3)
    assert office.cards() == first

    # figures of others
    (office.folder / "figures.csv").write_text(
        "target,name,value,source,date,entered_by\nmzj,找错留言,4,全国平台,2026-11-01,zhou\n", encoding="utf-8"
    )
    assert "4 个网站未提供" not in office.does("figures", "import", office.folder / "figures.csv")

    # round 2: mzj filled a column and mended a link; only mzj is looked at again
    host = "mzj.mingzhou.gov.cn"
    mended.mended = {(host, BLANK): (host, FULL), (host, LOST): (host, FULL)}
    inspect(office, "mzj", round_=2, day="2026-12-04")
    second = first | {"mzj": ("pass", 100 - 1 - 4, 0)}
    assert office.cards() == second
    states = {row["subject"]: row["state"] for row in office.findings("mzj", "blank_columns", "--round", 1)}
    assert {subject for subject, state in states.items() if state == "rectified"} == {f"http://{host}{BLANK}"}
    rounds = office.does("rounds", "list")
    assert "第 1 轮：监测时间点 2026-11-20 23:59，检查 5 个，" in rounds
    assert "合格 4/5（80.0%）" in rounds, "round 1 keeps the counts with which it ended"
    assert "第 2 轮：监测时间点 2026-12-04 23:59，检查 1 个" in rounds

    # hearing: jyj contests two of its links, one objection is adopted
    office.does("feedback", "send", "--by", "zhou")
    sheet = office.folder / "reports" / f"{PERIOD}-feedback" / "jyj" / "answers.xlsx"
    contested = [row["编号"] for row in rows(sheet, "意见") if row["检查项"] == "打不开的链接"][:2]
    said = {"意见": "有异议", "理由": "已经改好", "联系人": "王芳"}
    fill(sheet, "意见", lambda cells: cells["编号"] in contested, **said)
    office.does("feedback", "import", sheet, "--by", "zhou")
    assert office.cards()["jyj"][0] == "pending"
    assert "2 项异议没有答复" in office.refused("release", "--by", "zhou")
    office.does("feedback", "close", contested[0], "--answer", "采纳", "--reason", "截图属实", "--by", "lin")
    office.does("feedback", "close", contested[1], "--answer", "不采纳", "--reason", "检查时没有", "--by", "lin")
    office.does("feedback", "close", "--by", "lin")
    third = second | {"jyj": ("pass", 91, 3)}
    assert office.cards() == third

    # signing: whoever settled the last doubt alone does not sign; nobody signs twice
    assert "一个人定的" in office.refused("release", "--by", "lin")
    sign(office, "zhou")
    assert "不能签两次" in office.refused("release", "--by", "zhou")
    paper = sign(office, "bai", "chen", "shen")
    assert "已签发" in paper
    assert "检查网站 5 个：合格 5；合格率 5/5（100.0%）" in paper
    assert "检查新媒体账号 2 个：合格 1，不合格 1；合格率 1/2（50.0%）" in paper
    assert "新媒体账号：明州民政" in paper
    assert all(name in paper for name in ("经办：周若川", "复核：白鹭洲", "处室负责人：陈如海", "办公厅领导：沈允言"))
    assert "明州市教育局：合格 89.0 分 → 合格 91.0 分" in paper
    assert "（不采纳）：已经改好；答复：检查时没有" in paper
    assert "找错留言：4 件（1/5 个网站）" in paper
    assert len(paper.splitlines()) <= 60

    office.does("report")
    report = (office.folder / "reports" / PERIOD / "index.html").read_text(encoding="utf-8")
    assert "各轮情况" in report
    assert "找错留言：4 件（1 个网站；另有 4 个网站未提供）" in report
    assert "91.0 + 加分 3.0" in report
    assert "签发</p>" in report

    # after publication: an edited sheet is refused, a real one makes a numbered correction
    edited = by_hand(office, "jgsw", D17="3")
    assert "由“提问”表得出 0 分" in office.refused("manual", "import", edited), "the questions say otherwise"
    silent = dict.fromkeys(("提问内容", "提问日期", "答复日期", "质量一", "阅评人一", "质量二", "阅评人二"), "")
    fill(edited, "提问", lambda cells: cells["网站编号"] == "jgsw", **silent)
    fill(edited, "指标", lambda cells: cells["网站编号"] == "jgsw" and cells["行"] == "D17", 指纹="0" * 16)
    assert "列 指纹" in office.refused("manual", "import", edited)
    assert office.cards() == third, "nothing was taken"
    late = office.folder / "late.xlsx"
    office.does("manual", "plan", late)
    fill(late, "提问", lambda cells: (cells["网站编号"], cells["序号"]) == ("jgsw", "1"), 答复日期="2025-11-12")
    office.does("manual", "import", late)
    assert office.cards() == third | {"jgsw": ("pass", float(round(Decimal(72 - 5) * 4 / 3, 20)), 0)}
    assert "只能作为更正发布" in office.refused("release", "--by", "zhou")
    corrected = sign(office, "lin", "bai", "chen", "shen", more=("--correct", "补记一次逾期答复"))
    assert "第 1 号更正已签发" in corrected
    with Store.open(f"sqlite:///{office.folder / 'xuncha.db'}") as store:
        [act] = store.journal.acts("correction")
        assert Decimal(act.said["before"]["jgsw"]["points"]) == 96
        assert Decimal(act.said["verdicts"]["jgsw"]["points"]) == Decimal(72 - 5) * 4 / 3
        assert store.journal.check() > 20

    # a store that was tampered with is neither signed nor believed
    with Store.open(f"sqlite:///{office.folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET said = replace(said, '不采纳', '采纳') WHERE kind = 'answer'")
    assert "日志第" in office.refused("release")
