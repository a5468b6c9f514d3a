from __future__ import annotations

from pathlib import Path

import pytest

from crawler.frontier import BATCH, Address, Frontier, State

HOME = "http://www.example.gov.cn/"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "frontier.sqlite"


def drained(frontier: Frontier) -> list[str]:
    found = []
    while (address := frontier.next()) is not None:
        found.append(address.url)
    return found


def test_the_nearest_pages_come_first_and_pages_before_parts(path: Path) -> None:
    frontier = Frontier(path)
    for name, depth, part in [("c", 2, False), ("b.png", 1, True), ("a", 1, False), ("d.png", 2, True)]:
        frontier.add(Address(HOME + name, depth, part))
    assert drained(frontier) == [HOME + name for name in ("a", "b.png", "c", "d.png")]
    frontier.close()


def test_an_address_is_queued_once(path: Path) -> None:
    frontier = Frontier(path)
    assert frontier.add(Address(HOME, 0))
    assert not frontier.add(Address(HOME, 3))
    assert HOME in frontier
    assert len(frontier) == 1
    frontier.close()


def test_a_session_id_makes_no_new_address(path: Path) -> None:
    frontier = Frontier(path)
    assert frontier.add(Address(HOME + "a.jsp;jsessionid=1F?x=1", 1))
    assert not frontier.add(Address(HOME + "a.jsp;jsessionid=2E?x=1", 1))
    assert not frontier.add(Address(HOME + "a.jsp?x=1", 1))
    assert frontier.add(Address(HOME + "(S(55mc3ob2e4qd3w45xwmxsg45))/b.aspx", 1))
    assert not frontier.add(Address(HOME + "(S(1kd3ob2e4qd3w45xwmxsg4zz))/b.aspx", 1))
    frontier.close()


def test_what_was_out_is_queued_again_after_a_crash(path: Path) -> None:
    crashed = Frontier(path)
    crashed.add(Address(HOME, 0))
    assert crashed.next() is not None
    again = Frontier(path)
    assert drained(again) == [HOME]
    again.close()


def test_children_and_done_are_written_together(path: Path) -> None:
    crashed = Frontier(path)
    crashed.add(Address(HOME, 0))
    assert crashed.next() is not None
    crashed.commit()
    crashed.add(Address(HOME + "child", 1, parent=HOME, name="新闻"))
    crashed.done(HOME, "page")
    lost = Frontier(path)
    assert [url for url, _, _ in lost] == [HOME]
    assert drained(lost) == [HOME]
    crashed.commit()
    kept = Frontier(path)
    assert list(kept) == [(HOME, State.DONE, "page"), (HOME + "child", State.QUEUED, None)]
    assert kept.next() == Address(HOME + "child", 1, parent=HOME, name="新闻")
    kept.close()


def test_facts_are_written_before_done(path: Path) -> None:
    order: list[str] = []
    frontier = Frontier(path, before_commit=lambda: order.append("facts"))
    frontier.add(Address(HOME, 0))
    frontier.next()
    frontier.done(HOME, "page")
    assert order == ["facts"]
    frontier.commit()
    assert order == ["facts", "facts"]
    frontier.close()


def test_an_address_to_be_tried_again_comes_last_and_knows_how_often(path: Path) -> None:
    frontier = Frontier(path)
    frontier.add(Address(HOME, 0))
    frontier.add(Address(HOME + "far", 9))
    frontier.next()
    frontier.again(HOME, "failed")
    assert len(frontier) == 2
    assert frontier.next() == Address(HOME + "far", 9)
    assert frontier.next() == Address(HOME, 0, tries=1)
    assert len(frontier) == 0
    frontier.close()


def test_more_than_a_batch_is_handed_out_completely(path: Path) -> None:
    frontier = Frontier(path)
    names = [f"{HOME}{number}" for number in range(BATCH * 2 + 7)]
    for name in names:
        frontier.add(Address(name, 1))
    assert drained(frontier) == names
    assert (len(frontier), frontier.known) == (0, len(names))
    frontier.close()


def test_the_tally_counts_states_and_reasons(path: Path) -> None:
    frontier = Frontier(path)
    for name in "abc":
        frontier.add(Address(HOME + name, 1))
        frontier.next()
    frontier.done(HOME + "a", "page")
    frontier.skip(HOME + "b", "trap")
    frontier.add(Address(HOME + "d", 1), State.SKIPPED, "trap")
    assert frontier.tally() == {(State.OUT, ""): 1, (State.DONE, "page"): 1, (State.SKIPPED, "trap"): 2}
    assert frontier.deepest() == 1
    frontier.close()
