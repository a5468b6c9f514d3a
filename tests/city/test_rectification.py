"""A quarter's rectification in the city, day by day, compared with a table worked out by hand.

The clock is the tests'; the city answers over real HTTP. 2026-12-24 is a Thursday, 2027-01-01 a holiday.

==========  ============================================================================================
21 Dec      two sites inspected; a reviewer upholds a leaked number at mzj
22 Dec      urgent notice, one working day: due 23 Dec
23 Dec      the page is taken down, and answered
24 Dec      re-check: mended, done on 23 Dec. Release; notices: veto due 31 Dec (25, 28, 29, 30, 31),
            the rest 8 Jan (ten days, without 1 Jan), structure 5 Feb or later
28 Dec      mzj objects to one blank column
29 Dec      mzj says that the others are filled; one of them is
30 Dec      re-check: one mended, done on 29 Dec, the others still there. The objection is not adopted: it
            waited two working days, so that column is due on 5 Jan. jgsw gets time until 15 Jan
4 Jan       what is still there is overdue since 31 Dec, and told
6 Jan       the objected column is overdue as well
11 Jan      jgsw answers; 12 Jan its site is down: not reachable, not overdue; 18 Jan nothing was mended
20 Jan      the next quarter finds the same faults: told as repeated, and mzj is to be talked to
==========  ============================================================================================
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.city import build
from tests.city.test_quarter import served
from tests.city.test_rechecks import BLANK, FULL, HOST, PEOPLE, Changing
from tests.reports.alerts.receivers import Hooks, webhook
from tests.reports.conftest import Call, call
from tests.reports.rectify.clock import on
from tests.reports.sheets import fill

__all__ = ["call"]

Q4, Q1 = "2026Q4", "2027Q1"
LEAK = "/yw/gsgg/2026-10/content_4292.shtml"


class Office:
    """Somebody who works with the command line, on a day of the tests' choice."""

    def __init__(self, folder: Path, call: Call) -> None:
        self.folder = folder
        self.call = call

    def does(self, day: str, *arguments: object) -> str:
        said = on(self.call, day, *arguments, "--workspace", self.folder)
        assert said.code == 0, (arguments, said.err)
        return said.out

    def notices(self, day: str, period: str = Q4) -> dict[str, dict[str, Any]]:
        rows = map(json.loads, self.does(day, "export", "notices", "--period", period).splitlines())
        return {row["id"]: row for row in rows}

    def state(self, day: str, notice: str) -> tuple[str, str, dict[str, int]]:
        """State, due date and the states of the items of a notice."""
        row = self.notices(day)[f"{Q4}-{notice}"]
        return row["state"], row["due_on"], dict(Counter(item["state"] for item in row["items"]))

    def due(self, day: str, agency: str, due_on: str) -> str:
        """The end of the id of the notice of an agency that is due on a day."""
        (found,) = [
            row["id"] for row in self.notices(day).values() if (row["agency"], row["due_on"]) == (agency, due_on)
        ]
        return found.removeprefix(f"{Q4}-")

    def item(self, day: str, notice: str, path: str) -> dict[str, Any]:
        items = self.notices(day)[f"{Q4}-{notice}"]["items"]
        return next(item for item in items if item["subject"].endswith(path))

    def inspects(self, day: str, period: str, as_of: str) -> None:
        self.does(day, "inspect", "--period", period, "--as-of", as_of, "--site", "mzj", "--site", "jgsw")

    def rechecks(self, day: str, *more: object) -> str:
        return self.does(day, "notices", "recheck", "--confirm-after", "0.5", *more)


@pytest.fixture
def quarter(tmp_path: Path, call: Call) -> Iterator[tuple[Office, Changing, Hooks]]:
    city = Changing(build(tmp_path))
    (tmp_path / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with served(city) as port, webhook() as hooks:
        city.city.write_settings(port)
        settings = tmp_path / "xuncha.toml"
        text = settings.read_text(encoding="utf-8").partition("\n[alerts]")[0]
        text = text.replace("[crawl]\n", '[crawl]\nrender = "never"\n')
        alerts = f'[alerts]\nchannels = ["json://127.0.0.1:{hooks.port}/"]\n'
        settings.write_text(f'{text}\n[release]\nchain = ["签发"]\n{alerts}', encoding="utf-8")
        yield Office(tmp_path, call), city, hooks


def test_a_quarter_until_it_is_mended(quarter: tuple[Office, Changing, Hooks]) -> None:
    office, city, hooks = quarter
    issue = ("notices", "issue", "--by", "zhou", "--format", "xlsx", "--period")
    office.inspects("2026-12-21", Q4, "2026-11-20")
    file = office.folder / "review.xlsx"
    office.does("2026-12-21", "review", "export", file, "--period", Q4)
    upheld = {"决定": "认定", "审核人": "lin", "理由": "看过"}
    assert fill(file, "已认定", lambda row: any(LEAK in cell for cell in row.values()), **upheld) >= 1
    office.does("2026-12-21", "review", "import", file, "--period", Q4)

    # the urgent one: whoever upheld it is one, whoever issues it another
    urgent = office.does("2026-12-22", *issue, Q4, "--urgent", "--called", "王芳 87654321")
    assert "2026Q4-mzj-01" in urgent
    assert office.state("2026-12-22", "mzj-01") == ("issued", "2026-12-23", {"issued": 1})
    city.like[HOST, LEAK] = (HOST, "/nowhere.shtml")
    office.does("2026-12-23", "notices", "answer", "2026Q4-mzj-01", "--mended", "--by", "zhou")
    assert office.state("2026-12-24", "mzj-01")[0] == "answered"
    office.rechecks("2026-12-24")
    assert office.state("2026-12-24", "mzj-01") == ("closed", "2026-12-23", {"mended": 1})
    assert office.item("2026-12-24", "mzj-01", LEAK)["done_on"] == "2026-12-23"

    # the release and what it brings
    office.does("2026-12-24", "release", "--period", Q4, "--by", "shen")
    office.does("2026-12-24", *issue, Q4)
    veto = office.due("2026-12-24", "mzj", "2026-12-31")
    blank = [item for item in office.notices("2026-12-24")[f"{Q4}-{veto}"]["items"] if "blank" in item["check"]]
    assert office.state("2026-12-24", veto)[:2] == ("issued", "2026-12-31")
    assert office.due("2026-12-24", "mzj", "2027-01-08")
    lenient = office.due("2026-12-24", "jgsw", "2027-01-08")
    assert len(blank) == 5

    # an objection, an answer that is true of one column only, a re-check
    objected = next(item for item in blank if not item["subject"].endswith(BLANK))
    rest = [item for item in office.notices("2026-12-24")[f"{Q4}-{veto}"]["items"] if item != objected]
    contest = ("notices", "answer", f"{Q4}-{veto}", "--by", "zhou", "--key")
    office.does("2026-12-28", *contest, objected["key"], "--contest", "栏目有内容")
    city.like[HOST, BLANK] = (HOST, FULL)
    keys = [part for item in rest for part in ("--key", item["key"])]
    office.does("2026-12-29", "notices", "answer", f"{Q4}-{veto}", "--by", "zhou", "--mended", *keys)
    expected = {"contested": 1, "answered": len(rest)}
    assert office.state("2026-12-29", veto) == ("contested", "2026-12-31", expected)
    office.rechecks("2026-12-30")
    expected = {"contested": 1, "mended": 1, "still_there": len(rest) - 1}
    assert office.state("2026-12-30", veto) == ("contested", "2026-12-31", expected)
    assert office.item("2026-12-30", veto, BLANK)["done_on"] == "2026-12-29"
    decide = ("notices", "decide", f"{Q4}-{veto}", objected["key"], "--adopted", "不采纳", "--reason", "仍是空的")
    office.does("2026-12-30T10:00:00", *decide, "--by", "lin", "--by", "bai")
    until = ("--until", "2027-01-15", "--reason", "改版", "--by", "lin")
    office.does("2026-12-30T10:00:00", "notices", "extend", f"{Q4}-{lenient}", *until)
    assert office.item("2026-12-31", veto, objected["subject"])["due_on"] == "2027-01-05"
    assert office.state("2026-12-31", lenient)[:2] == ("extended", "2027-01-15")

    # overdue after the holiday, and told once
    assert office.state("2026-12-31", veto)[0] == "still_there"
    office.does("2027-01-04", "alerts", "send")
    office.does("2027-01-04T15:00:00", "alerts", "send")
    (told,) = hooks.taken
    assert "整改逾期" in told["message"]
    late = {name for name, row in office.notices("2027-01-04").items() if row["state"] == "overdue"}
    assert f"{Q4}-{veto}" in late
    assert set(re.findall(rf"{Q4}-[a-z]+-\d\d", told["message"])) == late
    expected = {"overdue": len(rest) - 1, "mended": 1, "issued": 1}
    assert office.state("2027-01-04", veto) == ("overdue", "2026-12-31", expected)
    expected = {"overdue": len(rest), "mended": 1}
    assert office.state("2027-01-06", veto) == ("overdue", "2026-12-31", expected)

    # a site that is down when somebody looks
    office.does("2027-01-11", "notices", "answer", f"{Q4}-{lenient}", "--mended", "--by", "zhou")
    city.down.add("jgsw.mingzhou.gov.cn")
    assert "网站首页打不开" in office.rechecks("2027-01-12", f"{Q4}-{lenient}")
    standing = office.state("2027-01-12", lenient)[2]
    assert standing.pop("not_reachable") > 0
    assert set(standing) <= {"extended"}, "what has happened for good waits for its explanation"
    assert office.state("2027-01-16", lenient)[2].get("not_reachable"), "a site out of our reach is not called late"
    city.down.clear()
    office.rechecks("2027-01-18")
    assert office.state("2027-01-18", lenient)[0] == "overdue"

    # the next quarter finds the same again
    office.inspects("2027-01-20", Q1, "2026-11-20")
    office.does("2027-01-20", "release", "--period", Q1, "--by", "shen")
    office.does("2027-01-20", *issue, Q1)
    listed = office.does("2027-01-20", "notices", "list", "--period", Q1, "--items")
    assert "2026Q4 也通知过" in listed
    repeated = office.does("2027-01-20", "notices", "list", "--repeat")
    assert "mzj  明州市民政局：" in repeated
    assert "2026Q4、2027Q1有网站不合格" in repeated
