"""What was seen can be shown and taken along: every look, what was kept of the answers, nobody's numbers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import messages
from reports.masking import masked
from storage.records import Method, Sign
from tests.reports.conftest import Call
from tests.reports.stored import BUILT, BUILT_HTML, FAR, GONE, GONE_HTML, HOME, HOME_HTML, fill

PERIOD = ("--workspace", "office", "--period", "2026Q4")


class Record(NamedTuple):
    """One record of a WARC file."""

    kind: str
    url: str | None
    date: str
    status: str | None
    headers: dict[str, str]
    content: bytes


@pytest.fixture
def keys(call: Call, tmp_path: Path) -> dict[str, str]:
    """A workspace with findings: key by subject of the broken links."""
    assert call("init", "office").code == 0
    fill(tmp_path / "office")
    assert call("judge", *PERIOD).code == 0
    rows = [json.loads(line) for line in call("export", "findings", *PERIOD).out.splitlines()]
    return {row["subject"]: row["key"] for row in rows if row["check"] == "broken_links"}


def records(path: Path) -> list[Record]:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        return [
            Record(
                found.rec_type,
                found.rec_headers.get_header("WARC-Target-URI"),
                found.rec_headers.get_header("WARC-Date"),
                found.http_headers.get_statuscode() if found.http_headers else None,
                dict(found.rec_headers.headers),
                found.content_stream().read(),
            )
            for found in ArchiveIterator(file, check_digests="raise")
        ]


def test_every_look_at_the_target_and_its_page_is_shown(call: Call, keys: dict[str, str]) -> None:
    said = call("evidence", "show", keys[GONE], "--workspace", "office")
    assert said.code == 0
    lines = [line.strip() for line in said.out.splitlines()]
    assert f"问题地址  {GONE}" in lines
    assert f"所在网页  {HOME}" in lines
    assert "2026-11-20T09:00:02+08:00  访问  404  text/html  0.5 秒" in lines
    assert "2026-11-20T09:01:02+08:00  访问  404  text/html" in lines
    assert "迹象    页面文字称内容不存在" in lines
    assert lines.count(f"证据    {hashlib.sha256(GONE_HTML).hexdigest()}") == 2
    assert sum(line.startswith("存于    pack-0000.pack 第 ") for line in lines) == 3
    assert any("首页正文 办事指南" in line for line in lines)


def test_numbers_of_persons_and_terminal_commands_are_not_shown(call: Call, keys: dict[str, str]) -> None:
    out = call("evidence", "show", keys[GONE], "--workspace", "office").out
    assert "138******78" in out
    assert "310*************34" in out
    assert "13812345678" not in out
    assert "\x1b" not in out


def test_an_address_that_never_answered_has_looks_without_content(call: Call, keys: dict[str, str]) -> None:
    out = call("evidence", "show", keys[FAR], "--workspace", "office").out
    assert out.count("域名解析不到") >= 2


def test_bodies_that_are_gone_or_damaged_are_said_to_be(call: Call, keys: dict[str, str], tmp_path: Path) -> None:
    [pack] = (tmp_path / "office" / "evidence").glob("*.pack")
    pack.write_bytes(pack.read_bytes()[:10])
    said = call("evidence", "show", keys[GONE], "--workspace", "office")
    assert said.code == 0
    assert "读不出证据" in said.out
    said = call("evidence", "export", "--warc", "out.warc", "--key", keys[GONE], "--workspace", "office")
    assert said.code == 2
    assert "读不出证据" in said.err
    assert not (tmp_path / "out.warc").exists()


@pytest.mark.parametrize("name", ["all.warc", "all.warc.gz"])
def test_a_period_is_read_back_from_its_warc(call: Call, keys: dict[str, str], tmp_path: Path, name: str) -> None:
    assert keys
    assert call("evidence", "export", "--warc", name, *PERIOD).code == 0
    found = records(tmp_path / name)
    assert found[0].kind == "warcinfo"
    assert b"isPartOf: 2026Q4" in found[0].content
    bodies = {(one.kind, one.url, one.status): one.content for one in found if one.kind not in {"metadata", "warcinfo"}}
    assert bodies == {
        ("response", HOME, "200"): HOME_HTML,
        ("conversion", BUILT, None): BUILT_HTML,
        ("response", GONE, "404"): GONE_HTML,
    }
    looks = [one for one in found if one.kind == "metadata"]
    assert [one.url for one in looks].count(FAR) == 2
    assert len(looks) == 7
    assert {one.headers["WARC-Concurrent-To"] for one in looks if "WARC-Concurrent-To" in one.headers} == {
        one.headers["WARC-Record-ID"] for one in found if one.kind in {"response", "conversion"}
    }
    assert next(one for one in found if one.url == HOME).date == "2026-11-20T01:00:00.250000Z"
    assert b"outcome: dns" in next(one for one in looks if one.url == FAR).content


def test_the_evidence_of_one_finding_leads_from_its_hashes_to_the_bytes(
    call: Call, keys: dict[str, str], tmp_path: Path
) -> None:
    assert call("evidence", "export", "--warc", "one.warc", "--key", keys[GONE], "--workspace", "office").code == 0
    rows = [json.loads(line) for line in call("export", "findings", *PERIOD).out.splitlines()]
    [finding] = [row for row in rows if row["key"] == keys[GONE]]
    kept = {hashlib.sha256(one.content).hexdigest() for one in records(tmp_path / "one.warc")}
    assert {sight["sha256"] for sight in finding["evidence"]} <= kept
    assert not any(one.url == FAR for one in records(tmp_path / "one.warc"))


def test_exporting_again_gives_the_same_bytes(call: Call, keys: dict[str, str], tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.warc.gz"):
        assert call("evidence", "export", "--warc", name, "--key", keys[GONE], "--workspace", "office").code == 0
    assert (tmp_path / "a.warc.gz").read_bytes() == (tmp_path / "b.warc.gz").read_bytes()


def test_findings_together_have_each_look_once(call: Call, keys: dict[str, str], tmp_path: Path) -> None:
    both = ("--key", keys[GONE], "--key", keys[FAR], "--key", keys[GONE])
    assert call("evidence", "export", "--warc", "two.warc", *both, "--workspace", "office").code == 0
    ids = [one.headers["WARC-Record-ID"] for one in records(tmp_path / "two.warc")]
    assert len(ids) == len(set(ids)) == 1 + 3 + 3 + 2


def test_wrong_calls_are_named(call: Call, keys: dict[str, str], tmp_path: Path) -> None:
    assert keys
    for arguments, name in (
        (("show", "nothing"), "nothing"),
        (("export", "--warc", "x.warc", "--key", "nothing"), "nothing"),
        (("export", "--warc", "x.warc", "--period", "2026Q3"), "2026Q3"),
        (("export", "--warc", "office/xuncha.toml/x.warc"), "x.warc"),
    ):
        said = call("evidence", *arguments, "--workspace", "office")
        assert said.code == 2
        assert name in said.err
    assert not (tmp_path / "x.warc").exists()


def test_every_method_and_sign_has_a_name() -> None:
    assert all(messages.method_name(method) for method in Method)
    assert all(messages.sign_name(sign) for sign in Sign)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话 13812345678。", "电话 138******78。"),
        ("138 1234 5678", "138******78"),
        ("11010519491231002X", "110*************2X"),
        ("6222 0212 3456 7890 123", "622**************23"),
        ("沪府〔2026〕12号 021-62345678", "沪府〔2026〕12号 021-62345678"),
        ("t20261120_1234567.html", "t20261120_1234567.html"),
    ],
)
def test_numbers_keep_their_ends(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.text(alphabet="0123456789 -X年", max_size=60))
def test_no_long_number_survives(text: str) -> None:
    import re

    assert not re.search(r"(?<!\d)\d{15,19}(?!\d)", masked(text))
    assert masked(masked(text)) == masked(text)
