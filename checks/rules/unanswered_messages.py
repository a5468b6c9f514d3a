"""Messages of the public that nobody answered for months."""

from collections.abc import Iterator

from checks.core import Seen, Window, check
from storage.records import Finding, Message, MessageBoard, Outcome


@check(
    family="interaction",
    needs=(Message, MessageBoard),
    reasons={"unanswered": Outcome.FAIL},
    options={"after": Window("3m"), "within": Window("12m")},
)
def unanswered_messages(seen: Seen) -> Iterator[Finding]:
    """A message on a board of consultation has had no answer for more than three months.

    Fails when   a message asked within the last year and more than three calendar months before the day of the
                 inspection is shown as open (待回复, 处理中), or the place of its answer is there and says that there
                 is none.
    Unsure when  its page shows no answer and does not say so either: a script may fetch it (too_little_seen).
    Leaves out   petition channels (信访, 领导信箱, 建议征集); messages that were not accepted, repeated or withdrawn;
                 messages whose day is not printed.
    Assumes      what a board shows as open is open.
    Counts       one finding a message; examined are the messages of consultation boards. Not run for boards that
                 could not be read, and for those that show no message without an answer: they publish answered or
                 selected letters only (unreadable).
    Options      after, within: calendar months.
    Source       State Council General Office 2019 indicators, veto: consultation.
    """
    latest = Window(seen.options["after"]).before(seen.today)
    earliest = Window(seen.options["within"]).before(seen.today)
    for board in seen[MessageBoard]:
        if board.channel != "consultation":
            continue
        if board.doubt is not None:
            yield seen.finding(board.url, board.doubt, name=board.name, looks=board.looks)
        elif board.messages and not board.open:
            yield seen.finding(board.url, "unreadable", name=board.name, messages=board.messages, looks=board.looks)
    for message in seen[Message]:
        if message.channel != "consultation":
            continue
        seen.examined += 1
        asked = message.asked
        if asked is None or not earliest <= asked < latest or message.state in {"answered", "invalid"}:
            continue
        if message.answer is not None or message.answered is not None:
            continue
        yield seen.finding(
            message.url,
            "unanswered" if message.state == "open" and message.proven else "too_little_seen",
            page=message.board,
            item=_name(message),
            question=message.question[:40],
            asked=asked.isoformat(),
            days=(seen.today - asked).days,
            window=str(seen.options["after"]),
        )


def _name(message: Message) -> str | None:
    """What tells messages of one address apart: several stand on the page of their board."""
    return f"{message.asked} {message.question[:40]}" if message.url == message.board else None
