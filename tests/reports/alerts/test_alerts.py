"""Alerts reach whom they concern, once, in office hours; a channel that fails is told and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.records import SHANGHAI, Certificate, Concern, Probe, Watch
from storage.store import Store
from tests.reports.alerts.receivers import Hooks, Mails, mail_server, webhook
from tests.reports.rectify.conftest import RELEASED, Desk
from tests.reports.rectify.test_issuing import ISSUE

SEND = ("alerts", "send")
AGENCIES = """id,name,short_name,class,email,superior
office,明州市政府办公厅,办公厅,municipal,office@mz.example.cn,
ed,明州市教育局,教育局,department,ed@mz.example.cn,office
"""


@pytest.fixture
def mails() -> Iterator[Mails]:
    with mail_server() as server:
        yield server


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    with webhook() as server:
        yield server


def settings(desk: Desk, alerts: str) -> None:
    file = desk.folder / "xuncha.toml"
    text = file.read_text(encoding="utf-8").partition("\n[alerts]")[0]
    file.write_text(f"{text}\n[alerts]\nretry_s = 0\n{alerts}\n", encoding="utf-8")


@pytest.fixture
def telling(released: Desk, mails: Mails, hooks: Hooks, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The veto is due on Monday 30 November; the office has a webhook, agencies have mail."""
    (released.folder / "registry" / "agencies.csv").write_text(AGENCIES, encoding="utf-8")
    monkeypatch.setenv("MZ_MAIL", f"mailto://127.0.0.1:{mails.port}/?from=xuncha@mz.example.cn&name=xuncha")
    (released.folder / "hook").write_text(f"json://127.0.0.1:{hooks.port}/alerts?key=s3cret\n", encoding="utf-8")
    settings(released, 'channels = ["file:hook"]\nmail = "env:MZ_MAIL"')
    released.does(RELEASED, *ISSUE)
    return released


def bodies(mails: Mails, to: str) -> list[str]:
    found = []
    for address, message in mails.taken:
        if address == to:
            part = message.get_body(preferencelist=("html",))
            assert part is not None
            found.append(part.get_content())
    return found


def test_a_deadline_is_told_before_on_the_day_and_after_to_whom_it_concerns(
    telling: Desk, mails: Mails, hooks: Hooks
) -> None:
    assert "没有新的提醒" in telling.does("2026-11-24", *SEND)
    telling.does("2026-11-25", *SEND)
    assert len(mails.taken) == 1
    (first,) = bodies(mails, "ed@mz.example.cn")
    assert "即将到期" in first
    assert "明州市教育局的整改通知 2026Q4-ed-01（单项否决），明州市教育局 5 项，2026-11-30 到期" in first
    telling.does("2026-11-26", *SEND)
    assert len(mails.taken) == 1, "the same state is not told twice"
    telling.does("2026-11-30", *SEND)
    assert "今天（2026-11-30）到期" in bodies(mails, "ed@mz.example.cn")[-1]
    assert hooks.taken == []
    telling.does("2026-12-01", *SEND)
    assert "整改逾期" in bodies(mails, "ed@mz.example.cn")[-1]
    assert [hook["title"] for hook in hooks.taken] == ["政府网站巡查提醒：整改逾期"]
    telling.does("2026-12-03", *SEND)
    assert "报上级单位" in bodies(mails, "office@mz.example.cn")[-1]
    assert "逾期 3 个工作日仍未整改" in hooks.taken[-1]["message"]
    told = len(mails.taken), len(hooks.taken)
    telling.does("2026-12-03T16:00:00", *SEND)
    assert (len(mails.taken), len(hooks.taken)) == told


def test_nobody_is_disturbed_at_night_or_on_a_day_of_rest(telling: Desk, mails: Mails) -> None:
    for moment in ("2026-11-25T07:00:00", "2026-11-25T18:00:00", "2026-11-28", "2026-11-29"):
        assert "等上班时间再发" in telling.does(moment, *SEND)
    assert mails.taken == []


def test_a_dry_run_shows_exactly_what_goes_to_whom_and_leaves_no_trace(
    telling: Desk, mails: Mails, hooks: Hooks
) -> None:
    shown = telling.does("2026-12-01", *SEND, "--dry-run")
    assert (mails.taken, hooks.taken) == ([], [])
    telling.does("2026-12-01", *SEND)
    assert hooks.taken[0]["title"] in shown
    assert hooks.taken[0]["message"].strip() in shown
    assert "== ed · " in shown
    for secret in ("s3cret", "127.0.0.1"):
        assert secret not in shown
    assert "共 0 条消息" in telling.does("2026-12-01", *SEND, "--dry-run")


def test_a_failing_channel_is_reported_and_nothing_is_lost(telling: Desk, mails: Mails, hooks: Hooks) -> None:
    hooks.refusing = True
    said = telling.on("2026-12-01", *SEND)
    assert said.code == 3
    assert "1 个通道发不出去" in said.err
    assert "s3cret" not in said.out + said.err
    assert hooks.asked == 3, "tried again within one sending"
    assert len(mails.taken) == 1, "others got theirs"
    telling.on("2026-12-01T09:02:00", *SEND)
    assert hooks.asked == 3, "left alone for five minutes"
    hooks.refusing = False
    telling.does("2026-12-01T09:06:00", *SEND)
    assert [hook["title"] for hook in hooks.taken] == ["政府网站巡查提醒：整改逾期"]
    telling.does("2026-12-01T09:30:00", *SEND)
    assert len(hooks.taken) == 1


def test_the_office_hears_by_another_channel_that_one_fails(telling: Desk, mails: Mails, hooks: Hooks) -> None:
    (telling.folder / "mail").write_text(f"mailto://127.0.0.1:{mails.port}/?from=a@b.cn&to=boss@mz.example.cn\n")
    settings(telling, 'channels = ["file:hook", "file:mail"]\nmail = "env:MZ_MAIL"')
    hooks.refusing = True
    assert telling.on("2026-12-01", *SEND).code == 3
    assert any("通道发不出去" in body for body in bodies(mails, "boss@mz.example.cn"))


@pytest.mark.parametrize(
    ("alerts", "named"),
    [
        ('channels = ["bogus://user:s3cret@host"]', ["channels 第 1 个", "bogus://…"]),
        ('channels = ["env:NOBODY_SET_THIS"]', ["env:NOBODY_SET_THIS", "读不出地址"]),
        ('channels = ["file:nowhere"]', ["file:nowhere", "读不出地址"]),
        ('channels = ["file:hook", "mailto://"]', ["channels 第 2 个", "mailto://…"]),
    ],
)
def test_a_wrong_address_is_named_without_what_is_secret_and_the_others_are_served(
    telling: Desk, mails: Mails, alerts: str, named: list[str]
) -> None:
    settings(telling, f'{alerts}\nmail = "env:MZ_MAIL"')
    said = telling.refuses("2026-12-01", *SEND)
    assert all(word in said for word in named)
    assert "s3cret" not in said
    assert len(mails.taken) == 1


@pytest.mark.parametrize("template", ["{% for %}", "{{ nothing.there }}", "{{ name.__class__.__mro__ }}"])
def test_a_broken_template_is_named_and_nothing_is_sent_or_lost(telling: Desk, mails: Mails, template: str) -> None:
    file = telling.folder / "templates" / "alert.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text(template, encoding="utf-8")
    assert str(file) in telling.refuses("2026-12-01", *SEND)
    assert mails.taken == []
    file.write_text("{{ name }}有 {{ groups | length }} 类提醒", encoding="utf-8")
    telling.does("2026-12-01", *SEND)
    assert len(mails.taken) == 1


KILLED = """
import os, signal, sys
from reports.alerts.channels import Channel
Channel.send = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from reports.cli import main
sys.argv = ["xuncha", "alerts", "send", "--as-of", "2026-12-01T10:00:00", "--workspace", sys.argv[1]]
main()
"""


def test_killed_between_record_and_sending_it_is_repeated_once(telling: Desk, hooks: Hooks, mails: Mails) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(telling.folder)], check=False, env=dict(os.environ))
    assert ended.returncode == -signal.SIGKILL
    with Store.open(f"sqlite:///{telling.folder / 'xuncha.db'}") as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL").scalar() == 1
    for _ in range(2):
        telling.does("2026-12-01T10:00:00", *SEND)
    assert (len(hooks.taken), len(mails.taken)) == (1, 1)


def test_what_is_about_to_go_wrong_is_told_without_saying_where(telling: Desk, hooks: Hooks, mails: Mails) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    with Store.open(f"sqlite:///{telling.folder / 'xuncha.db'}") as store:
        for minutes, outcome in ((180, "ok"), (120, "timeout"), (60, "503"), (1, "refused")):
            store.observe("two", [Probe(url="http://x/", at=at - timedelta(minutes=minutes), outcome=outcome)])
        store.observe("one", [Certificate(host="x", at=at - timedelta(hours=3), not_after=at + timedelta(days=5))])
        found = (
            Concern(kind="column_stale", place="http://x/news/", name="要闻", newest=at.date(), days=4),
            Concern(kind="hidden_link", place="0123456789abcdef"),
        )
        store.observe("one", [Watch(at=at - timedelta(days=2), concerns=found)])
    telling.does("2026-11-24", *SEND)
    (hook,) = hooks.taken
    for words in (
        "明州市教育局首页从 2026-11-24 07:00 起连续 3 次以上打不开",
        "证书将于 2026-11-29 09:00 到期",
        "“要闻”栏目最新一条是 2026-11-24，4 天内不更新就会超过时限",
        "访问者看不见的站外链接",
    ):
        assert words in hook["message"]
    assert "http://" not in hook["message"]
    assert {address for address, _ in mails.taken} == {"ed@mz.example.cn", "office@mz.example.cn"}
    telling.does("2026-11-24T11:00:00", *SEND)
    assert len(hooks.taken) == 1


def test_numbers_of_persons_never_leave_in_an_alert(telling: Desk, hooks: Hooks) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    concern = Concern(kind="column_stale", place="x", name="公示310101199001011234", newest=at.date(), days=4)
    with Store.open(f"sqlite:///{telling.folder / 'xuncha.db'}") as store:
        store.observe("one", [Watch(at=at, concerns=(concern,))])
    telling.does("2026-11-24T10:00:00", *SEND)
    assert "310101199001011234" not in hooks.taken[0]["message"]


def test_whoever_cannot_be_reached_is_named(telling: Desk, tmp_path: Path) -> None:
    settings(telling, "")
    said = telling.on("2026-12-01", *SEND)
    assert said.code == 0
    assert "没有通道：明州市教育局有 1 条提醒发不出去" in said.err
