"""The journal of what people decided."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.store import Store, StoreError

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def filled(store: Store) -> None:
    for subject in ("一", "二", "三"):
        store.journal.add(at=AT, by="li", kind="review", period="2026Q4", subject=subject, said={"decision": "cleared"})
    store.journal.add(at=AT, by="wang", kind="attest", subject="D21")


def test_acts_come_back_in_order_with_their_numbers(store: Store) -> None:
    filled(store)
    acts = list(store.journal.acts())
    assert [(act.number, act.kind, act.subject) for act in acts] == [
        (1, "review", "一"),
        (2, "review", "二"),
        (3, "review", "三"),
        (4, "attest", "D21"),
    ]
    assert acts[0].at == AT
    assert acts[0].said == {"decision": "cleared"}
    assert [act.subject for act in store.journal.acts("attest")] == ["D21"]
    assert len(list(store.journal.acts(period="2026Q4"))) == 3
    assert store.journal.check() == 4


@pytest.mark.parametrize(
    "tampering",
    [
        'UPDATE journal SET said = \'{"decision": "upheld"}\' WHERE number = 2',
        "UPDATE journal SET kind = 'attest' WHERE number = 1",
        "DELETE FROM journal WHERE number = 2",
        "UPDATE journal SET number = 9 WHERE number = 4",
    ],
)
def test_a_changed_journal_is_noticed(store: Store, tampering: str) -> None:
    filled(store)
    with store.writing() as connection:
        connection.exec_driver_sql(tampering)
    with pytest.raises(StoreError, match=r"日志第 [124] 条"):
        store.journal.check()


def test_an_act_within_a_failed_transaction_is_not_kept(store: Store) -> None:
    filled(store)

    def fail() -> None:
        with store.writing() as connection:
            store.journal.add_in(connection, at=AT, by="li", kind="release")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.journal.check() == 4
