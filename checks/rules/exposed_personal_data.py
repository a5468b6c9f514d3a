"""Numbers of persons that a page or a file gives away."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Page, PersonalNumbers, Post

_REASONS = {"id_number": "id_number", "bank_card": "bank_card", "phone": "phone"}


@check(
    family="safety",
    on="any",
    needs=(Page, Post, PersonalNumbers),
    reasons={"id_number": Outcome.FAIL, "bank_card": Outcome.FAIL, "phone": Outcome.UNSURE},
)
def exposed_personal_data(seen: Seen) -> Iterator[Finding]:
    """A page, a file or a post shows whole identity numbers, bank cards, or the telephones of a list of persons.

    Fails when   a number of 18 characters has a province, a real day of birth not after as_of and the check digit of
                 GB 11643, a reader can see it or the page speaks of identity numbers, and the word before it does not
                 make it the number of a permit or a file; or a number has an issuer's prefix and Luhn's check digit
                 and is called a card or an account of a person.
    Unsure when  such a number stands in the source alone without its name, follows a word like 许可证 or 编号, or is
                 an account beside the name of an institution; or five or more mobile numbers stand in a list of
                 persons (phone).
    Leaves out   masked forms; unified social credit codes by their own check; identity numbers of 15 digits, which
                 have no check digit; telephones published by duty (river chiefs, lawyers, contacts of tenders).
    Assumes      no permit number passes for an identity number unless a word before it says what it is.
    Counts       one finding a page or post and kind; examined are the pages and posts. The digits are nowhere kept:
                 neither in the finding nor in the page that is stored.
    Options      none.
    Source       Regulation on government information disclosure, article 15; Personal Information Protection Law,
                 articles 25, 28 and 34.
    """
    seen.examined = sum(1 for _ in seen[Page]) + sum(1 for _ in seen[Post])
    for numbers in seen[PersonalNumbers]:
        doubtful = numbers.kind != "phone" and not numbers.certain
        yield seen.finding(
            numbers.url,
            _REASONS[numbers.kind],
            page=numbers.page,
            outcome=Outcome.UNSURE if doubtful else None,
            kind=numbers.kind,
            count=numbers.count,
            excerpt=numbers.excerpt,
            where=numbers.where,
            marks=list(numbers.marks) or None,
        )
