"""Answers to messages that came later than allowed."""

from collections.abc import Iterator
from datetime import date, timedelta

from checks.core import Seen, check
from storage.calendar import working_days_between
from storage.records import Finding, Message, Nature, Outcome


@check(
    family="interaction",
    needs=(Message,),
    reasons={"late": Outcome.FAIL},
    options={
        "consultation_days": 10,
        "petition_days": 60,
        "simple_days": 0,
        "simple_length": 60,
        "simple": (
            "电话",
            "地址",
            "几点",
            "何时",
            "什么时候",
            "哪里",
            "在哪",
            "怎么",
            "如何",
            "多少",
            "能否",
            "是否",
            "可以",
            "咨询",
        ),
        "not_simple": ("投诉", "举报", "反映", "建议", "诉求", "维权", "希望", "拖欠", "扰民"),
    },
)
def late_replies(seen: Seen) -> Iterator[Finding]:
    """A message was answered later than allowed.

    Fails when   a message on a board of consultation was answered more than ``consultation_days`` working days after
                 it was asked, both days as printed, in the window.
    Unsure when  the calendar of a year between is provisional; a message that is shown as open has waited longer than
                 that, and not yet so long that unanswered_messages has it; on a petition channel (信访, 领导信箱,
                 建议征集) an answer came more than ``petition_days`` calendar days later: that law sets the limits; a
                 question that looks simple waited longer than ``simple_days``, though not than ``consultation_days``.
    Leaves out   messages without both days; answers dated before their question; messages that were not accepted.
    Assumes      the day after the question is the first working day of the limit; a question is simple where it has no
                 more than ``simple_length`` characters, one of the words ``simple`` and none of ``not_simple``.
    Counts       one finding a message; examined are the messages with both days in the window.
    Options      consultation_days: working days; petition_days: calendar days; simple_days: working days, 0 where the
                 scheme sets no shorter limit for simple questions; simple_length; simple, not_simple: words.
    Source       district and city rules on replies (10 working days, 5 for simple questions); State Council General
                 Office 2019 indicators, replies; regulation on petition work 2022, 60 days.
    """
    for message in seen[Message]:
        if message.asked is None or message.state == "invalid":
            continue
        if message.answered is None:
            if message.channel == "consultation" and message.state == "open" and message.proven and not message.answer:
                yield from _waiting(seen, message, message.asked)
            continue
        if message.answered < message.asked or not seen.in_window(message.answered):
            continue
        seen.examined += 1
        if message.channel == "consultation":
            yield from _consulted(seen, message, message.asked, message.answered)
        elif (days := (message.answered - message.asked).days) > seen.options["petition_days"]:
            yield _late(seen, message, days, seen.options["petition_days"], Outcome.UNSURE)


def _consulted(seen: Seen, message: Message, asked: date, answered: date) -> Iterator[Finding]:
    days, provisional = working_days_between(asked, answered)
    limit, simple_limit = seen.options["consultation_days"], seen.options["simple_days"]
    if days > limit:
        yield _late(seen, message, days, limit, Outcome.UNSURE if provisional else Outcome.FAIL)
    elif simple_limit and days > simple_limit and _is_simple(seen, message.question):
        yield _late(seen, message, days, simple_limit, Outcome.UNSURE)


def _is_simple(seen: Seen, question: str) -> bool:
    """Whether a question looks like one that an office answers from what it knows."""
    if len(question) > seen.options["simple_length"] or any(word in question for word in seen.options["not_simple"]):
        return False
    return any(word in question for word in seen.options["simple"])


def _waiting(seen: Seen, message: Message, asked: date) -> Iterator[Finding]:
    limit = seen.options["consultation_days"]
    # longer than three months: another check has it; so short that the limit cannot be over: nothing to count
    if asked < seen.today - timedelta(days=93) or (seen.today - asked).days <= limit:
        return
    days, _ = working_days_between(asked, seen.today)
    if days > limit:
        yield _late(seen, message, days, limit, Outcome.UNSURE)


def _late(seen: Seen, message: Message, days: int, limit: int, outcome: Outcome) -> Finding:
    return seen.finding(
        message.url,
        "late",
        page=message.board,
        outcome=outcome,
        nature=Nature.EVENT if message.answered is not None else Nature.STANDING,
        item=f"{message.asked} {message.question[:40]}" if message.url == message.board else None,
        question=message.question[:40],
        asked=str(message.asked),
        replied=str(message.answered or seen.today),
        channel=message.channel,
        days=days,
        limit=limit,
    )
