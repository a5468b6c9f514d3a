"""The policy documents and interpretations of a site: what its columns list, and what its pages prove to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from crawler.owners import body_of, owner_of
from crawler.policies.bodies import is_government, issuer_of
from crawler.policies.kinds import Kind, elements, kind_of
from crawler.policies.numbers import first_number
from crawler.policies.titles import act_of, names_in, straightened
from crawler.readers import documents
from crawler.readers.articles import read_article
from crawler.readers.dates import day_of, full_dates
from crawler.readers.dom import Dom
from crawler.readers.reading import Article
from crawler.shelves import Place, places_of
from crawler.surveys import Surveyed
from storage.records import Answer, Interpretation, Policy, PolicyShelf

FAMILIES = frozenset({"policy", "disclosure", "new_media"})
NOUNS = (Policy, Interpretation, PolicyShelf)

_NORMATIVE = re.compile(r"规(?:范|字|发|联|范联|范字)?$")
_INTERNAL = re.compile(
    r"工作要点|任务分(?:工|解)|考核|评分|绩效|领导小组|组成人员|通报|表彰|学习|会议|督查|机构编制|内设机构|职责分工|值班|培训计划|工作总结|工作报告"
)
_EXTENT_WORDS = ("规章", "规范性文件")
_AT_ONCE = re.compile(r"《[^。]{4,300}?(?:同时|予以)?废止")
_REPEAL_LIST = re.compile(r"《([^《》]{4,80})》")


def survey(site: Surveyed) -> Iterator[Policy | Interpretation | PolicyShelf]:
    """The lists of documents; every document and interpretation once, in the order of the columns, then those that
    only their pages show."""
    places, shelves = places_of(site)
    yield from shelves
    body = body_of(site)
    for url, place in places.items():
        page = site.pages.page(url)
        dom = site.pages.body_text(url) if page is not None and page.answer is Answer.PAGE else None
        if page is None or dom is None:
            if not _is_gone(site, url):
                yield from _unseen(place, url)
            continue
        article = read_article(dom, site.today)
        title = article.title or place.title
        kind = kind_of(title, article.text)
        if place.interprets(kind, page, article):
            yield _interpretation(dom, article, title, place, url)
        elif place.is_document(kind, page, article):
            yield _policy(site, body, dom, article, title, place, url)


def _is_gone(site: Surveyed, url: str) -> bool:
    """Whether nothing is there any more: a list's entry then proves nothing, and its link is a fault of its own."""
    page = site.pages.page(url)
    looks = site.pages.looks(url)
    return (page is not None and page.answer is Answer.MISSING) or (bool(looks) and looks[-1].status in {404, 410})


def _unseen(place: Place, url: str) -> Iterable[Policy | Interpretation]:
    """What a list tells of pages that were not read: enough for pairing, not enough to judge."""
    kind = kind_of(place.title)
    weak = place.dated_from == "url"
    if place.interpretation is not None and kind is Kind.INTERPRETATION:
        yield Interpretation(
            url=url,
            title=place.title,
            published=place.published,
            weak_date=weak,
            column=place.interpretation.url,
            form=documents.form_of_title(place.title),
            doubt="unreadable",
        )
    elif place.policy is not None and kind is Kind.POLICY:
        yield Policy(
            url=url,
            title=place.title,
            published=place.published,
            weak_date=weak,
            column=place.policy.url,
            library=place.library,
            kind=_kind(place.title, "", None, place),
            doubt="unreadable",
        )


def _interpretation(dom: Dom, article: Article, title: str, place: Place, url: str) -> Interpretation:
    content = documents.read_content(dom, title)
    published, weak = _published(article, place)
    return Interpretation(
        url=url,
        title=title,
        published=published,
        weak_date=weak,
        form=content.form,
        elements=elements(content.text),
        column=place.interpretation.url if place.interpretation else None,
        text_length=len(content.text),
        media=content.media,
        opening=content.opening,
        links=content.links,
        headings=content.headings,
        shingles=content.shingles,
    )


def _policy(site: Surveyed, body: str, dom: Dom, article: Article, title: str, place: Place, url: str) -> Policy:
    head = article.head
    content = documents.read_content(dom, title)
    published, weak = _published(article, place)
    issuer = issuer_of(title, head.issuer or _signed(content.text), article.number)
    owner, reprint = owner_of(site, body, issuer, article.source)
    kind = _kind(title, article.number or "", head.sort, place)
    act = act_of(title)
    return Policy(
        url=url,
        title=title,
        number=article.number,
        printed_number=head.printed_number,
        issuer=issuer,
        written=head.written or _signed_on(content.text),
        published=published or head.published,
        weak_date=weak and head.published is None,
        validity=head.validity,
        valid_to=head.valid_to,
        disclosure=head.disclosure,
        index_no=head.index_no,
        kind=kind,
        binding=_binds(title, kind, act),
        owner=owner,
        reprint=reprint,
        act=act,
        column=place.policy.url if place.policy else None,
        library=place.library,
        board=documents.has_board(dom),
        names_service=documents.names_service(content.text),
        services=documents.service_links(dom),
        attachments=tuple(file.url for file in article.attachments if file.url),
        opening=content.opening,
        links=content.links,
        headings=content.headings,
        shingles=content.shingles,
        missing=tuple(_missing(title, article, kind, issuer, _signed_on(content.text), published)),
        names=tuple(name.key for name in names_in(title)),
        repeals=tuple(dict.fromkeys(_repeals(content.text, act)))[:200],
    )


def _repeals(text: str, act: str) -> Iterator[str]:
    """The names that a document puts out of force: all behind 废止 in one that repeals, else those 同时废止."""
    if act == "repeal":
        found = _REPEAL_LIST.findall(text[max(text.find("废止"), 0) :])
    else:
        found = [name for match in _AT_ONCE.finditer(text) for name in _REPEAL_LIST.findall(match[0])]
    for name in found:
        yield from (one.key for one in names_in(f"《{name}》"))


def _published(article: Article, place: Place) -> tuple[date | None, bool]:
    """When it was published, and whether that is known from an address alone."""
    printed = article.published
    if printed is not None and article.published_from != "url":
        return day_of(printed), False
    if place.published is not None and place.dated_from != "url":
        return place.published, False
    found: date | datetime | None = printed or place.published
    return (None, False) if found is None else (day_of(found), True)


def _missing(
    title: str, article: Article, kind: str, issuer: str | None, signed: date | None, published: date | None
) -> Iterator[str]:
    """The metadata that stand nowhere on the page, in the order of the standard (section 4.6)."""
    head = article.head
    formal = (
        kind != "other"
        or re.search(r"的(?:(?:实施|指导|若干|处理)?意见|通知|决定|公告|通告)$", straightened(title)) is not None
    )
    if formal and article.number is None:
        yield "发文字号"
    if issuer is None and article.source is None:
        yield "发文机关"
    if head.written is None and signed is None:
        yield "成文日期"
    if published is None and head.published is None:
        yield "发布日期"
    if kind != "other" and head.validity is None and head.valid_to is None:
        yield "有效性"


def _kind(title: str, number: str, sort: str | None, place: Place) -> str:
    """规章, 规范性文件 or other, by the number, the particulars, the column; an amendment is what it amends."""
    found = first_number(number)
    if found is not None and found.year is None and found.code.endswith("令") and is_government(found.code[:-1]):
        return "规章"
    if found is not None and _NORMATIVE.search(found.code):
        return "规范性文件"
    for word in _EXTENT_WORDS:
        if sort and word in sort:
            return word
    if place.normative:
        return "规范性文件"
    return "规章" if place.rules and found is None else "other"


def _binds(title: str, kind: str, act: str) -> bool:
    """Whether a document sets rules for the public that want explaining."""
    words = straightened(title)
    if act in {"repeal", "extend", "answer"} or re.search(r"关于转发|^转发", words):
        return False
    return kind != "other" or (kind_of(title) is Kind.POLICY and _INTERNAL.search(words) is None)


def _signed(text: str) -> str | None:
    """The body that signs a document at its end."""
    match = re.search(
        r"([\u4e00-\u9fff]{4,30}(?:政府|办公室|办公厅|委员会|局|厅|部))\s*(?:\d{4}年|二[〇○零]\S{2}年)\d{0,2}\S{0,8}\s*(?:\(此件|附件|$)",
        text[-400:],
    )
    return match[1] if match else None


def _signed_on(text: str) -> date | None:
    """The day under a document's text."""
    days = [dated.day for dated in full_dates(text[-200:])]
    return days[-1] if days else None
