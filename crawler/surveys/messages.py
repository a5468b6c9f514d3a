"""Messages on the site's boards: each once, on the board that says most about its channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.readers.letters import Letter
from crawler.readers.messages import read_messages
from crawler.survey import is_further_page
from crawler.surveys import Surveyed
from storage.records import Answer, Column, Message, MessageBoard, Page, PageKind

FAMILIES = frozenset({"interaction"})
NOUNS = (Message, MessageBoard)

MAX_PAGES = 3000
"""Pages of one board that are read."""

_PETITION = re.compile(r"信箱|信访|建议|纪检|举报|投诉信|我要写信|写信")
_CONSULTATION = re.compile(r"咨询|留言|提问|问答")


def survey(site: Surveyed) -> Iterator[Message | MessageBoard]:
    """The boards of the site, petition channels and boards within others first, with their messages."""
    told: set[str] = set()
    boards = [column for column in site.of_role("consultation") if column.blank is None]
    within = {column.url: _depth(column, boards) for column in boards}
    for column in sorted(boards, key=lambda one: (-within[one.url], channel_of(one.name) != "petition", one.url)):
        if column.doubt is not None:
            yield _board(column, doubt=column.doubt)
            continue
        letters = list(_letters(site, column, told))
        told |= {letter.url for letter in letters if letter.url is not None}
        messages = [_message(column, letter) for letter in letters]
        yield from messages
        yield replace(_board(column), messages=len(messages), open=any(one.state == "open" for one in messages))


def channel_of(name: str) -> str:
    """Which law sets the limits of a board: that of petitions where its name says letters to leaders, 信访, advice."""
    if _PETITION.search(name) and not (_CONSULTATION.search(name) and "信" not in name):
        return "petition"
    return "consultation"


def _depth(column: Column, boards: list[Column]) -> int:
    """In how many other boards a board lies, by its address."""
    folder = column.url.rpartition("/")[0]
    return sum(folder.startswith(f"{other.url.rpartition('/')[0]}/") for other in boards if other is not column)


def _board(column: Column, doubt: str | None = None) -> MessageBoard:
    return MessageBoard(
        url=column.url, name=column.name, channel=channel_of(column.name), doubt=doubt, looks=column.looks
    )


def _message(column: Column, letter: Letter) -> Message:
    return Message(
        url=letter.url or column.url,
        board=column.url,
        channel=channel_of(column.name),
        question=letter.question[:500],
        asked=letter.asked,
        answered=letter.answered,
        answerer=letter.answerer,
        answer=letter.answer,
        state=letter.state,
        proven=letter.proven,
    )


def _letters(site: Surveyed, column: Column, told: set[str]) -> Iterator[Letter]:
    """The messages of a board: those of its lists, completed by what their own pages say."""
    listed: dict[str, Letter] = {}
    details: dict[str, str] = {}
    pages = list(_pages(site, column))
    for page in pages:
        dom = site.pages.body_text(page)
        for letter in read_messages(dom, None, board=True) if dom is not None else ():
            if letter.url is None:
                yield replace(letter, url=None)
            elif letter.url not in told:
                listed.setdefault(letter.url.partition("#")[0], letter)
    for entry in site.entries_of(column):
        if entry.url is not None and entry.url not in told:
            details.setdefault(entry.url.partition("#")[0], entry.title)
    folders = {url.partition("?")[0].rpartition("/")[0] for url in details}
    for below in _below(site, pages, folders):
        if below.url not in told:
            details.setdefault(below.url, below.title or "")
    for url in list({**listed, **details})[:MAX_PAGES]:
        own = _of_page(site, url, details.get(url))
        found, shown = (own[0] if own else None), listed.get(url)
        if found is not None:
            yield replace(_completed(found, shown), url=url)
            yield from (replace(other, url=url) for other in own[1:])
        elif shown is not None:
            yield replace(shown, url=url)


def _pages(site: Surveyed, column: Column) -> Iterator[str]:
    """The pages of a board's list that were crawled."""
    yield column.url
    for page in site.pages.pages():
        if page.url != column.url and is_further_page(page.url, column.url):
            yield page.url


def _below(site: Surveyed, lists: list[str], folders: set[str]) -> Iterator[Page]:
    """Messages that the lists read do not name: found first on a board, or beside its messages (上一篇)."""
    parents, columns = set(lists), {column.url for column in site.columns}
    for page in site.pages.pages():
        if page.url in parents or page.url in columns or page.answer is not Answer.PAGE:
            continue
        beside = page.kind is PageKind.MESSAGE and page.url.partition("?")[0].rpartition("/")[0] in folders
        if page.parent in parents or beside:
            yield page


def _of_page(site: Surveyed, url: str, title: str | None) -> tuple[Letter, ...]:
    page = site.pages.page(url)
    dom = site.pages.body_text(url) if page is not None and page.answer is Answer.PAGE else None
    if page is None or dom is None:
        return ()
    return read_messages(dom, title or page.title, board=True)


def _completed(own: Letter, listed: Letter | None) -> Letter:
    """A message as its own page tells it, with what only its list says; an answer beats a state of the list."""
    if listed is None:
        return own
    answered = own.state == "answered" or own.answer is not None
    return replace(
        own,
        asked=own.asked or listed.asked,
        answered=own.answered or listed.answered,
        answerer=own.answerer or listed.answerer,
        state=own.state or listed.state,
        proven=not answered and (own.proven or listed.proven),
    )
