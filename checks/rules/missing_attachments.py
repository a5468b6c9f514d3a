"""Attachments that an article lists and nobody can open."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Answer, Finding, Outcome, Page, UnlinkedAttachment


@check(
    family="safety",
    needs=(Page, UnlinkedAttachment),
    reasons={"listed_without_link": Outcome.FAIL},
)
def missing_attachments(seen: Seen) -> Iterator[Finding]:
    """An article ends with the name of an attachment, and there is no link to it.

    Fails when   a line at the end of the article names an attachment, and the page, as a visitor sees it, has links but
                 none to a file or with words of downloading, and no picture or frame in the article.
    Unsure when  only the word 附件 stands there, the page has no link at all, or scripts may add the link.
    Leaves out   attachments printed below on the page; dead links (broken_links); forms of service guides
                 (missing_forms).
    Assumes      a link to an attachment is a file by its address, or says so in words.
    Counts       one finding a page; examined are the pages that open.
    Options      none.
    Source       guide to government websites 2017: content is complete and can be used.
    """
    pages = {}
    for page in seen[Page]:
        if page.answer is Answer.PAGE:
            seen.examined += 1
            pages[page.url] = page
    for missing in seen[UnlinkedAttachment]:
        where = pages.get(missing.url)
        if where is None:
            continue
        proven = missing.certain and (where.rendered or where.needs_browser is None)
        yield seen.finding(
            missing.url,
            "listed_without_link",
            outcome=None if proven else Outcome.UNSURE,
            name=missing.name or "附件",
        )
