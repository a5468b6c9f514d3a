"""The draw of accounts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import UsageError
from reports.sampling import Sample, draw, share_of
from storage.records import Account


def account(number: int) -> Account:
    return Account(
        id=f"a{number:03}",
        agency=f"g{number % 7}",
        platform=("weibo", "douyin", "wechat_official")[number % 3],
        name="号",
        handle=None,
        url=None,
        feed=None,
        registered=True,
    )


ACCOUNTS = [account(number) for number in range(120)]
THIRD = Fraction(30, 100)


def drawn(seed: int = 1, *, failed: frozenset[str] = frozenset(), earlier: tuple[Sample, ...] = ()) -> Sample:
    return draw(ACCOUNTS, share=THIRD, seed=seed, failed=failed, earlier=earlier)


@given(st.integers())
def test_the_share_is_met_and_every_platform_gets_its_part(seed: int) -> None:
    sample = drawn(seed)
    assert len(sample.drawn) == 36
    by_platform = Counter(account.platform for account in ACCOUNTS if account.id in sample.drawn)
    assert all(11 <= number <= 13 for number in by_platform.values())
    by_agency = Counter(account.agency for account in ACCOUNTS if account.id in sample.drawn)
    assert len(by_agency) == 7


def test_a_seed_draws_the_same_whatever_the_order_and_another_seed_draws_others() -> None:
    again = draw(ACCOUNTS[::-1], share=THIRD, seed=1, failed=frozenset(), earlier=())
    assert again == drawn(1)
    assert drawn(2).drawn != drawn(1).drawn


def test_who_failed_is_new_or_has_waited_is_always_drawn() -> None:
    known = tuple(account.id for account in ACCOUNTS[:-1])
    taken = {name: "lot" for name in known if name != "a005"}
    earlier = tuple(Sample(seed=n, share=THIRD, known=known, drawn=taken) for n in range(4))
    sample = drawn(failed=frozenset({"a001"}), earlier=earlier)
    assert {name: why for name, why in sample.drawn.items() if why != "lot"} == {
        "a001": "failed",
        "a005": "waited",
        "a119": "new",
    }
    assert len(sample.drawn) == 36


@pytest.mark.parametrize(("text", "share"), [("30%", THIRD), ("0.3", THIRD), ("100%", Fraction(1))])
def test_a_share_is_read_as_people_write_it(text: str, share: Fraction) -> None:
    assert share_of(text) == share


@pytest.mark.parametrize("text", ["0", "130%", "x", "-5%", "1/0"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--share"):
        share_of(text)
