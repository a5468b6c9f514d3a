"""Laws and bodies that are no more, on which a page rests as if they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.lexicons import Lapse, Lexicons, lexicons
from crawler.readers.dates import day_of
from crawler.readers.dom import fold
from crawler.readers.reading import Article
from storage.records import LawCitation, PageKind

SETTLING = timedelta(days=90)
"""Days after a change in which a page may speak of what was done under the old law."""

RENAMING = timedelta(days=365)
"""Days after a change in which a body may still be known by its old name."""

HEADNOTE = 700
"""Characters at the beginning of a law that tell by whom and when it was adopted and amended."""

_BASIS = re.compile(r"根据|依据|按照|依照|遵照")
_CITED = re.compile(r"《(?:中华人民共和国)?([^《》]{2,30})》")
_PAST = re.compile(r"废止|失效|当时|修订前|修改前|旧法|不再|取代|替代|代替|此前|曾|历史|尚未|施行前|原来?的|老法|已被")
_AT_THAT_TIME = re.compile(r"(?:订立|签订|缔结|发生)的|审理|起诉|诉讼|判[令决]")
_OF_A_CASE = re.compile(r"处罚决定|判决|裁定|复议决定|裁决|行政强制|申请再审|典型案例|以案释法")
_CURRENT_LAW = re.compile(r"法律|法规|规章|政策文件|政策法规|现行有效|依据")
_HISTORY = re.compile(r"废止|失效|已被|历史|旧版|修订前|档案|年鉴|沿革")
_DAY = re.compile(r"((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_TO_THE_BODY = re.compile(r"(?:到|向|由|经|报|送|联系|咨询|所在地的?)[^，。；,;!?！？\n]{0,12}$")
_FROM_THE_BODY = re.compile(
    r"^(?:[^，。；,;!?！？\n]{0,10})(?:办理|申请|申报|备案|审批|登记|咨询|负责|提交|受理|领取|举报|投诉|审核|核发|年检)"
)
_NAME_BEFORE = re.compile(r"[原前旧](?:\w{0,6})$|生态$|《[^》]{0,30}$")


def lapsed_laws_of(
    url: str, article: Article, kind: PageKind, crumbs: Sequence[str] = (), known: Lexicons | None = None
) -> Iterator[LawCitation]:
    """What of an article is out of force: laws it rests on or prints whole, bodies it sends people to.

    ``crumbs``: the columns in which it stands.
    """
    if kind is PageKind.HOME or (kind is PageKind.LIST and "第二条" not in article.text):
        return
    known = known or lexicons()
    published = None if article.published is None else day_of(article.published)
    reprint = _reprint(url, article, published, crumbs, known)
    if reprint is not None:
        yield reprint
        return
    if published is None or (_law_of(article) in known.laws and "第一条" in article.text):
        return
    yield from _citations(url, article, kind, published, known)
    yield from _bodies(url, article, published, known)


def _law_of(article: Article) -> str:
    """The law that a page is, by its title."""
    whole = _CITED.sub(r"\1", article.title or "").strip()
    return re.sub(r"^中华人民共和国|\s|[(（][^()（）]{0,30}[)）]$", "", whole)


def _reprint(
    url: str, article: Article, published: date | None, crumbs: Sequence[str], known: Lexicons
) -> LawCitation | None:
    """A page that prints a law out of force whole, without a word on it."""
    law = _law_of(article)
    lapse = known.laws.get(law)
    if lapse is None or "第一条" not in article.text:
        return None
    head = article.text[:HEADNOTE]
    if _HISTORY.search(f"{article.title}{' '.join(crumbs)}") or re.search(r"废止|失效|已被.{0,20}(?:取代|代替)", head):
        return None
    if not _is_old_version(lapse, head):
        return None
    in_column = any(_CURRENT_LAW.search(crumb) for crumb in crumbs)
    after = published is not None and published >= lapse.since
    if not (in_column or after):
        return None
    day = published or lapse.since
    certain = in_column and after and article.published_from in {"meta", "label", "visible"}
    return LawCitation(url=url, law=law, by=lapse.by, since=lapse.since, published=day, whole=True, certain=certain)


def _is_old_version(lapse: Lapse, head: str) -> bool:
    """Whether the text of a law is that out of force, by the days or the number in its headnote."""
    folded = fold(head).replace(" ", "")
    if lapse.adopted is not None:
        days = []
        for found in _DAY.finditer(folded):
            try:
                days.append(date(int(found[1]), int(found[2]), int(found[3])))
            except ValueError:
                continue
        return bool(days) and max(days) < lapse.adopted
    return not lapse.old or any(sign in folded for sign in lapse.old)


def _citations(url: str, article: Article, kind: PageKind, published: date, known: Lexicons) -> Iterator[LawCitation]:
    written = article.head.written or published
    told: set[str] = set()
    of_a_case = _OF_A_CASE.search(f"{article.title or ''}{article.text[:300]}") is not None
    certain = article.published_from != "url" and not of_a_case and kind is not PageKind.MESSAGE
    for cited in _CITED.finditer(article.text):
        law = cited[1]
        lapse = known.laws.get(law)
        if lapse is None or law in told or min(written, published) < lapse.since:
            continue
        before = re.split(r"[。；;！？\n]", article.text[max(0, cited.start() - 120) : cited.start()])[-1]
        after = re.split(r"[。；;！？\n]", article.text[cited.end() : cited.end() + 60])[0]
        basis = _BASIS.search(before)
        if basis is None or "，" in _CITED.sub("", before[basis.end() :]):
            continue
        if before.endswith("原") or _PAST.search(f"{before}\n{after}"):
            continue
        signs = lapse.old
        if lapse.adopted is not None or (signs and not any(sign in fold(after).replace(" ", "") for sign in signs)):
            continue
        told.add(law)
        yield LawCitation(
            url=url,
            law=law,
            by=lapse.by,
            since=lapse.since,
            published=published,
            quote=f"{before[-30:]}{cited[0]}{after[:10]}",
            certain=certain and published >= lapse.since + SETTLING and not _AT_THAT_TIME.search(after[:20]),
        )


def _bodies(url: str, article: Article, published: date, known: Lexicons) -> Iterator[LawCitation]:
    """Bodies to which an article sends people although another has taken their place; always for a person to judge."""
    written = article.head.written or published
    told: set[str] = set()
    for name, lapse in known.bodies.items():
        if lapse.by in told or min(written, published) < lapse.since + RENAMING:
            continue
        for found in re.finditer(re.escape(name), article.text):
            before, after = article.text[max(0, found.start() - 30) : found.start()], article.text[found.end() :][:30]
            if (
                _NAME_BEFORE.search(before)
                or _PAST.search(f"{before}{after}")
                or after.startswith(("》", "”", "长", "原"))
            ):
                continue
            if _TO_THE_BODY.search(before) and _FROM_THE_BODY.search(after):
                told.add(lapse.by)
                yield LawCitation(
                    url=url,
                    law=name,
                    by=lapse.by,
                    since=lapse.since,
                    published=published,
                    quote=f"{before[-15:]}{name}{after[:15]}",
                    certain=False,
                )
                break
