"""Words that were put into a page by somebody else: found whatever is written between or instead of their letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from crawler.lexicons import Spam, lexicons

NEAR = 60
"""Letters on either side of a word in which its context is looked for."""

MAX_PLACES = 50
"""Places of one word in one text that are looked at."""

_BETWEEN = re.compile(r"[^\w\n]+")
_TRADITIONAL = str.maketrans(
    "電擬試賭場開戶獎體樂網娛線門國際億龍優銀陽區視頻黃發證辦單傳級歐亞產無碼戲遊莊薦賽車樣灣註冊麗館當貨運飛買槍藥賺錢幣寶團選號樓鳳愛",
    "电拟试赌场开户奖体乐网娱线门国际亿龙优银阳区视频黄发证办单传级欧亚产无码戏游庄荐赛车样湾注册丽馆当货运飞买枪药赚钱币宝团选号楼凤爱",
)
_TELLING = "電擬試賭場開戶獎體樂網娛線門國際視頻證"
_END = re.compile(r"[。！？；;!?\n]\s*$")


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of a text out of their context."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Text as the lexicon is written: compatible forms, simplified, lower case, nothing between the letters."""
    text = _BETWEEN.sub("", text)  # first, for most of what is not in its plain form is punctuation
    if not unicodedata.is_normalized("NFKC", text):
        text = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if any(letter in text for letter in _TELLING):
        text = text.translate(_TRADITIONAL)
    return text.lower().replace("_", "")


def words_of(text: str, known: Spam | None = None) -> Words:
    """The words of the lexicon that stand in a text and not as an office speaks of them. ``known`` None: shipped."""
    known = known or lexicons().spam
    said = plain(text)
    places: dict[str, list[int]] = {}
    for end, word in known.automaton.iter(said):
        found = places.setdefault(word, [])
        if len(found) < MAX_PLACES:
            found.append(end + 1 - len(word))
    strong = tuple(
        word for word, at in places.items() if word in known.strong and _outside(said, word, at, known.near_any)
    )
    weak = tuple(
        word for word, at in places.items() if word in known.weak and _outside(said, word, at, known.near_weak)
    )
    return Words(strong, tuple(word for word in weak if not any(word in other for other in strong)))


def place_of(text: str, word: str) -> tuple[int, int] | None:
    """Where a word of the lexicon stands in a text as written; None where only its plain form shows it."""
    between = r"[\W_]{0,4}"
    found = re.search(between.join(map(re.escape, word)), text, re.IGNORECASE)
    return found.span() if found is not None else None


def is_glued(text: str, word: str) -> bool:
    """Whether a word begins a sentence in the middle of a text that goes on as if it were not there."""
    place = place_of(text, word)
    if place is None:
        return False
    start, end = place
    begins = start == 0 or _END.search(text[max(0, start - 3) : start]) is not None
    rest = re.split(r"[。！？\n]", text[end : end + 200], maxsplit=1)[0]
    return begins and len(rest) >= 8 and start > 40


def _outside(said: str, word: str, places: list[int], context: re.Pattern[str]) -> bool:
    """Whether a word stands somewhere away from such context, and not inside a longer run of Latin letters."""
    for place in places:
        before = said[place - 1 : place]
        end = place + len(word)
        inside = (word[0].isascii() and before.isascii() and before.isalnum()) or (
            word[-1].isascii() and said[end : end + 1].isascii() and said[end : end + 1].isalnum()
        )
        if not inside and not context.search(said[max(0, place - NEAR) : place] + "\n" + said[end : end + NEAR]):
            return True
    return False
