from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import MAX_LENGTH, NO_LINK, Resolved, resolve, without_fragment

BASE = "http://www.example.gov.cn/a/b.html"
OWN_COMPUTER = "\\\\x\\hello"
"""The one case of the suite that browsers open on the web and that an inspection calls a local path."""


def suite(testdata: Path, name: str) -> list[dict[str, Any]]:
    """The cases of one file of the web platform tests, without its remarks."""
    entries = json.loads((testdata / "urls" / name).read_text(encoding="utf-8"))
    return [entry for entry in entries if not isinstance(entry, str)]


def is_web(address: str | None) -> bool:
    return (address or "").strip("".join(map(chr, range(0x21)))).lower().startswith(("http:", "https:"))


def test_every_address_of_the_browsers_suite_resolves_like_in_a_browser(testdata: Path) -> None:
    resolved = failures = others = 0
    wrong = []
    for case in suite(testdata, "wpt_urltestdata.json"):
        base, written, href = case.get("base") or "", case["input"], case.get("href")
        if not (is_web(base) if base else is_web(written)) or written == OWN_COMPUTER:
            continue
        found = resolve(base, written)
        if case.get("failure"):
            failures += 1
            right = found.url is None
        elif is_web(href):
            resolved += 1
            right = found == Resolved(url=href)
        else:
            others += 1
            right = found.url is None
        if not right:
            wrong.append((base, written, href, found))
    assert wrong == []
    assert (resolved, failures, others) == (245, 199, 36)


def test_failures_on_a_known_page_are_faults_not_silence(testdata: Path) -> None:
    cases = [
        case
        for case in suite(testdata, "wpt_urltestdata.json")
        if case.get("failure") and is_web(case.get("base") or case["input"]) and is_web(case["input"])
    ]
    assert len(cases) >= 140
    assert [case for case in cases if resolve(case.get("base") or "", case["input"]).fault != "malformed"] == []


@pytest.mark.parametrize("rest", ["", "?x", "#x", "#x:y"])
def test_a_scheme_alone_leads_back_to_the_page(rest: str) -> None:
    assert resolve(BASE, "http:" + rest).url == BASE + rest


def test_a_path_to_another_computer_is_a_fault_not_a_host() -> None:
    assert resolve(BASE, OWN_COMPUTER) == Resolved(fault="local_path")


def test_international_names_become_ascii_like_in_a_browser(testdata: Path) -> None:
    cases = suite(testdata, "wpt_toascii.json")
    assert len(cases) == 87
    wrong = []
    for case in cases:
        expected = None if case["output"] is None else f"https://{case['output']}/x"
        found = resolve(BASE, f"https://{case['input']}/x").url
        if found != expected:
            wrong.append((case, found))
    assert wrong == []


UNENCODABLE = {("†", "big5"), ("\ue5e5", "gb18030"), ("¢", "iso-8859-2"), ("\x0eA", "iso-2022-jp")}
"""Characters that the encoding of the page lacks: browsers send an escaped reference for them, see below."""


def query_cases(testdata: Path) -> list[tuple[str, str, str]]:
    cases = suite(testdata, "wpt_percent-encoding.json")
    return [(case["input"], label, output) for case in cases for label, output in case["output"].items()]


def test_queries_are_sent_in_the_encoding_of_the_page(testdata: Path) -> None:
    cases = [case for case in query_cases(testdata) if case[:2] not in UNENCODABLE]
    assert len(cases) == 12
    for written, label, output in cases:
        assert resolve(BASE, "?" + written, label).url == f"{BASE}?{output}"


def test_characters_that_the_page_encoding_lacks_are_sent_as_escaped_references(testdata: Path) -> None:
    cases = [case for case in query_cases(testdata) if case[:2] in UNENCODABLE]
    assert len(cases) == 4
    for written, label, output in cases:
        assert resolve(BASE, "?" + written, label).url == f"{BASE}?{output}"


@pytest.mark.parametrize("label", ["gbk", "gb2312", "gb18030"])
def test_a_chinese_query_on_a_gbk_page_goes_out_in_gbk_and_its_path_in_utf_8(label: str) -> None:
    found = resolve(BASE, "/搜索?q=公开&p=1 2#第一", label).url
    assert found == "http://www.example.gov.cn/%E6%90%9C%E7%B4%A2?q=%B9%AB%BF%AA&p=1%202#%E7%AC%AC%E4%B8%80"


def test_what_is_escaped_already_is_not_escaped_again() -> None:
    assert resolve(BASE, "?a=%B9%AB&b=公", "gb18030").url == f"{BASE}?a=%B9%AB&b=%B9%AB"


def test_a_fragment_that_holds_a_question_mark_is_no_query() -> None:
    assert resolve(BASE, "#公?开", "gb18030").url == f"{BASE}#%E5%85%AC?%E5%BC%80"


@pytest.mark.parametrize(
    "written",
    [
        "mailto:a@b.cn",
        "tel:12345",
        "javascript:void(0)",
        "JavaScript:;",
        "data:text/plain,x",
        "weixin://dl/chat",
        "ftp://a/",
    ],
)
def test_addresses_of_other_kinds_are_no_links(written: str) -> None:
    assert resolve(BASE, written) == NO_LINK
    assert resolve("", written) == NO_LINK


@pytest.mark.parametrize(
    "written",
    ["file:///C:/a.doc", "FILE:a", "C:\\Users\\a.doc", "d:/网站/a.htm", "\\\\server\\share\\a.doc", " c|/a.doc"],
)
def test_files_of_somebodys_own_computer_are_faults(written: str) -> None:
    assert resolve(BASE, written).fault == "local_path"
    assert resolve("", written).fault == "local_path"


@pytest.mark.parametrize(
    "written", ["http://", "http://a b/", "https://[::1", "http://a:99999/", "//////", "http://%zz/"]
)
def test_addresses_that_no_browser_opens_are_malformed(written: str) -> None:
    assert resolve(BASE, written) == Resolved(fault="malformed")


def test_an_address_without_end_is_malformed() -> None:
    assert resolve(BASE, "/" + "a" * MAX_LENGTH).fault == "malformed"
    assert resolve(BASE, "/" + "a" * (MAX_LENGTH - 1)).fault is None


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (" \n/x\ty.html ", "http://www.example.gov.cn/xy.html"),
        ("..\\c\\d.html", "http://www.example.gov.cn/c/d.html"),
        ("http:\\\\other.cn\\x", "http://other.cn/x"),
        ("//other.cn/x", "http://other.cn/x"),
        ("HTTP://WWW.Example.gov.cn:80/x", "http://www.example.gov.cn/x"),
        ("../../../x", "http://www.example.gov.cn/x"),
        ("http://政务.公益", "http://xn--zfr164b.xn--55qw42g/"),
        ("", BASE),
        ("#top", BASE + "#top"),
        ("?x", BASE + "?x"),
    ],
)
def test_sloppy_addresses_lead_where_a_browser_goes(written: str, url: str) -> None:
    assert resolve(BASE, written).url == url


@pytest.mark.parametrize("written", ["a.html", "./t20260101_1.html", "/x/公告.html", "?p=2"])
def test_without_a_base_a_relative_address_stays_as_written(written: str) -> None:
    assert resolve("", written) == Resolved(url=written)


def test_without_a_base_a_whole_address_is_normalised() -> None:
    assert resolve("", "HTTP://A.cn/x/../公").url == "http://a.cn/%E5%85%AC"
    assert resolve("", "") == NO_LINK


def test_the_fragment_is_not_asked_for() -> None:
    assert without_fragment("http://a/b?c#d#e") == "http://a/b?c"


@given(st.text(max_size=60), st.sampled_from(["utf-8", "gb18030", "big5", "windows-1252"]))
def test_resolving_twice_changes_nothing(written: str, encoding: str) -> None:
    found = resolve(BASE, written, encoding)
    if found.url is not None:
        assert found.fault is None
        assert found.url.isascii()
        assert resolve(BASE, found.url, encoding) == found


@given(
    st.lists(
        st.sampled_from(["/", "\\", "?", "#", ".", "..", "a", "公", "@", ":", "1", " ", "%", "\t", "//"]), max_size=6
    )
)
def test_odd_addresses_resolve_like_in_a_browser(pieces: list[str]) -> None:
    written = "".join(pieces)
    found = resolve(BASE, written)
    if found.url is not None:
        assert found.url == ada_url.join_url(BASE, written)
