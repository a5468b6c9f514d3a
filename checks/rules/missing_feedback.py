"""Consultations after which nobody said what became of the opinions."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from checks.core import Seen, check
from storage.calendar import add_working_days
from storage.records import Consultation, Feedback, Finding, Nature, Outcome, Policy


@check(
    family="disclosure",
    needs=(Consultation, Feedback, Policy),
    reasons={"absent": Outcome.FAIL, "late": Outcome.FAIL},
    options={"decided_days": 10, "undecided_days": 30},
)
def missing_feedback(seen: Seen) -> Iterator[Finding]:
    """The result of a consultation was not published, or too long after the decision.

    Fails when   the document was issued, and more working days than ``decided_days`` later there is no page on what
                 became of the opinions (absent); or that page came later than that (late).
    Unsure when  no decision was found and more calendar days than ``undecided_days`` have passed since the end
                 (absent); or the document's day is known from an address alone.
    Leaves out   consultations outside the window, without a last day or not yet ended; those whose own page tells
                 the result.
    Assumes      draft, document and feedback bear one name, or link to each other.
    Counts       one finding per consultation; examined are those that have ended.
    Options      decided_days: working days; undecided_days: calendar days.
    Source       Songjiang 2021: within 10 working days after the decision.
    """
    answers = list(seen[Feedback])
    decisions = [policy for policy in seen[Policy] if policy.names and policy.published is not None]
    for one in seen[Consultation]:
        if one.end is None or one.end >= seen.today or not seen.in_window(one.published or one.start):
            continue
        seen.examined += 1
        decided = _decision(one, decisions)
        due = (
            None
            if decided is None or decided.published is None
            else add_working_days(decided.published, seen.options["decided_days"]).day
        )
        if one.answered:
            continue
        answer = _answer(one, answers)
        if answer is not None:
            if due is not None and answer.published is not None and answer.published > due:
                yield seen.finding(
                    one.url,
                    "late",
                    outcome=Outcome.UNSURE if decided is not None and decided.weak_date else Outcome.FAIL,
                    nature=Nature.EVENT,
                    document=one.title,
                    due=due.isoformat(),
                    happened_on=answer.published.isoformat(),
                    feedback=answer.url,
                )
            continue
        if due is not None and decided is not None:
            if seen.today > due:
                outcome = Outcome.UNSURE if decided.weak_date else Outcome.FAIL
                yield seen.finding(
                    one.url, "absent", outcome=outcome, document=one.title, due=due.isoformat(), policy=decided.url
                )
        elif seen.today > one.end + timedelta(days=seen.options["undecided_days"]):
            due = one.end + timedelta(days=seen.options["undecided_days"])
            yield seen.finding(one.url, "absent", outcome=Outcome.UNSURE, document=one.title, due=due.isoformat())


def _decision(one: Consultation, decisions: Sequence[Policy]) -> Policy | None:
    """The document that the draft became: of its name, published after the consultation's end."""
    for policy in decisions:
        after = policy.published is not None and one.end is not None and policy.published > one.end
        if after and any(name.endswith(draft) for name in policy.names for draft in one.names):
            return policy
    return None


def _answer(one: Consultation, answers: Sequence[Feedback]) -> Feedback | None:
    """The page that tells what became of the opinions on a draft."""
    for answer in answers:
        if one.url in answer.about or answer.url in one.links:
            return answer
        if set(answer.names) & set(one.names):
            return answer
    return None
