from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import combinations

import pytest

from crawler.traps import WINDOW, Traps, is_runaway, patterns_of

HOST = "http://www.example.gov.cn"


def opened(traps: Traps, addresses: list[tuple[str, str]], parent: str | None = None) -> int:
    """How many of the addresses are opened, each bringing its text."""
    count = 0
    for url, text in addresses:
        if not traps.refuses(url):
            traps.saw(url, [text], parent)
            count += 1
    return count


def test_a_calendar_without_end_is_closed() -> None:
    days = [(f"{HOST}/cal?y={y}&m={m}", f"{y}年{m}月 本月无活动") for y in range(2026, 2200) for m in range(1, 13)]
    assert opened(Traps(), days, f"{HOST}/cal?y=2026&m=1") < WINDOW + 30


def test_a_list_of_ten_thousand_articles_is_never_closed() -> None:
    articles = [(f"{HOST}/zwgk/202{n % 7}/t{n}_{n * 7}.html", f"关于{chr(0x4E00 + n)}的通知") for n in range(10_000)]
    assert opened(Traps(), articles) == 10_000


def test_daily_bulletins_that_differ_in_numbers_alone_are_never_closed() -> None:
    bulletins = [(f"{HOST}/jgjc/t{n}.html", f"今日猪肉每公斤{n}元") for n in range(500)]
    assert opened(Traps(), bulletins, f"{HOST}/jgjc/index.html") == 500


def test_permuted_parameters_are_closed() -> None:
    same = [(f"{HOST}/list?a={a}&b={b}&c={c}", "同一个列表") for a in range(9) for b in range(9) for c in range(9)]
    assert opened(Traps(), same) < WINDOW + 30


def test_a_closed_pattern_opens_again_when_something_new_comes() -> None:
    traps = Traps()
    empty = [(f"{HOST}/index_{n}.html", "暂无内容") for n in range(WINDOW + 1)]
    assert opened(traps, empty) == WINDOW
    late = [(f"{HOST}/index_{n}.html", f"第{chr(0x4E00 + n)}批") for n in range(100, 1100)]
    assert opened(traps, late) > 900


def test_other_patterns_stay_open() -> None:
    traps = Traps()
    opened(traps, [(f"{HOST}/cal?day={n}", "无") for n in range(200)])
    assert not traps.refuses(f"{HOST}/zwgk/t1.html")


@pytest.mark.parametrize(
    "path", ["/a/b/a/b/a/b/", "/news/news/news/", "/?q=" + "x" * 2000, "/%e6%96%b0/%e6%96%b0/%e6%96%b0/"]
)
def test_runaway_addresses_show_by_themselves(path: str) -> None:
    assert is_runaway(HOST + path, 3)


@pytest.mark.parametrize("path", ["/", "/zwgk/zwgk/t1.html", "/2026/11/11/11/t1.html", "/a/b/c/d/e/f/g/h/i/j/"])
def test_ordinary_addresses_are_no_runaways(path: str) -> None:
    assert not is_runaway(HOST + path, 3)


def test_numbers_do_not_make_a_pattern() -> None:
    assert patterns_of(f"{HOST}/a/t20260102_33.html?b=1&a=2") == patterns_of(f"{HOST}/a/t20250302_4.html?a=&b=x")
    assert patterns_of(f"{HOST}/a/1/2/3") == patterns_of(f"{HOST}/a/1")


def crawled(names: list[str], text: Callable[[str], str], limit: int = 20_000) -> int:
    """How many pages are opened of a site whose every page leads to all ``names`` below itself."""
    traps = Traps()
    waiting = deque([(f"{HOST}/index.php/", 0, f"{HOST}/")])
    seen: set[str] = set()
    while waiting and len(seen) < limit:
        url, depth, parent = waiting.popleft()
        if url in seen or is_runaway(url, depth) or traps.refuses(url):
            continue
        seen.add(url)
        traps.saw(url, [text(url)], parent)
        waiting.extend((f"{url}{name}/", depth + 1, url) for name in names)
    return len(seen)


def test_paths_that_grow_by_themselves_are_closed() -> None:
    names = ["zwgk", "xwdt", "tzgg", "hdjl", "bsfw", "jgsz"]
    assert crawled(names, lambda url: "栏目不存在时仍显示首页") < 2500


def test_paths_that_grow_by_numbers_are_closed() -> None:
    assert crawled(["1", "2", "3"], lambda url: f"第 {url.count('/')} 层") < 300


def test_choices_of_parameters_are_closed() -> None:
    traps = Traps()
    choices = [
        (f"{HOST}/list.jsp?" + "&".join(f"{name}=1" for name in names), "同一个列表")
        for size in range(1, 9)
        for names in combinations("abcdefghijk", size)
    ]
    assert opened(traps, choices) < WINDOW + 30


def test_deep_articles_are_never_closed() -> None:
    articles = [(f"{HOST}/zwgk/{n % 9}x/zc/gfxwj/t{n}.html", f"关于{chr(0x4E00 + n)}的通知") for n in range(5000)]
    assert opened(Traps(), articles) == 5000
