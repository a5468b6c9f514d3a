"""Pages and files that bear a mark which says that they are not for the public."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, OpenedFile, Outcome, Page, RestrictedMark


@check(
    family="safety",
    needs=(Page, OpenedFile, RestrictedMark),
    reasons={"marked": Outcome.UNSURE},
)
def restricted_material(seen: Seen) -> Iterator[Finding]:
    """An open page or attachment bears a mark of secrecy, of internal use or of closed disclosure.

    Fails when   never: whether a mark is in force, and whose fault it is, people decide.
    Unsure when  a line by itself, or words in brackets, say 秘密★, 机密★ or 绝密★, 内部资料, 注意保存, 不得外传 or the
                 like; or the particulars of a document say 公开属性 依申请公开, 不予公开 or 不公开 (marked).
    Leaves out   texts that teach or regulate secrecy, questions about it, forms that list all choices; a column named
                 依申请公开; home pages and lists.
    Assumes      a mark stands near the beginning or the end of its document.
    Counts       one finding a page or file; examined are the pages and the files read. Of what is marked its address,
                 mark and digest are kept, and neither text nor title, picture nor body; reports say only that
                 something is to be told in person.
    Options      none.
    Source       State Council General Office 2019 indicators, veto on leaked secrets; law on guarding state secrets.
    """
    for _ in seen[Page]:
        seen.examined += 1
    for _ in seen[OpenedFile]:
        seen.examined += 1
    for marked in seen[RestrictedMark]:
        yield seen.finding(marked.url, "marked", page=marked.page, mark=marked.mark, sha256=marked.sha256)
