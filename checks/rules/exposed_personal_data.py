"""Numbers of persons that a page or a file gives away."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, OpenedFile, Outcome, Page, PersonalNumbers, Post, RestrictedMark

_REASONS = {"id_number": "id_number", "bank_card": "bank_card", "phone": "phone"}


@check(
    family="safety",
    on="any",
    needs=(Page, Post, PersonalNumbers, OpenedFile, RestrictedMark),
    reasons={"id_number": Outcome.FAIL, "bank_card": Outcome.FAIL, "phone": Outcome.UNSURE},
)
def exposed_personal_data(seen: Seen) -> Iterator[Finding]:
    """A page, a file or a post shows whole identity numbers, bank cards, or the telephones of a list of persons.

    Fails when   a number of 18 characters has a province, a real day of birth not after as_of and the check digit of
                 GB 11643, a reader can see it or the page speaks of identity numbers, the text speaks of persons, and
                 the words around it make it neither the number of a permit or a file nor an example; or a number has
                 an issuer's prefix and Luhn's check digit and is called a card or an account of a person. The same in
                 the text of a file that a page offers, its hidden sheets, rows and columns included.
    Unsure when  such a number stands in the source alone without its name, follows a word like 许可证 or 编号, is shown
                 as an example, stands where nobody speaks of persons, or is an account beside the name of an
                 institution; or five or more mobile numbers stand in a list of persons (phone).
    Not run      for a file that is a picture, encrypted, broken, of a format nobody reads, or too large: finds in what
                 could be read of it are told all the same.
    Leaves out   masked forms; unified social credit codes by their own check; identity numbers of 15 digits, which
                 have no check digit; the examples of standards and forms where they are called so; telephones
                 published by duty (river chiefs, lawyers, contacts of tenders); files outside the site's own hosts.
    Assumes      no permit number passes for an identity number unless a word before it says what it is.
    Counts       one finding a page, file or post and kind; examined are the pages, files and posts. The digits are
                 nowhere kept: neither in the finding nor in the page that is stored; of a file only its digest is.
    Options      none.
    Source       Regulation on government information disclosure, article 15; Personal Information Protection Law,
                 articles 25, 28 and 34.
    """
    seen.examined = sum(1 for _ in seen[Page]) + sum(1 for _ in seen[Post])
    withheld = {mark.url for mark in seen[RestrictedMark]}
    for file in seen[OpenedFile]:
        seen.examined += 1
        if file.unread is not None and file.url not in withheld:
            yield seen.finding(file.url, file.unread, page=file.page, type=file.kind or "文件", unread=file.why)
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
