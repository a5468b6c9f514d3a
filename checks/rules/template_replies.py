"""Boards whose answers are nearly all one and the same text."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from checks.core import Seen, check
from storage.records import Finding, Message, MessageBoard, Outcome

_FRAME = re.compile(r"^.{0,20}?(?:您好|你好)[，。！,!]?|感谢您?(?:的|对).{0,30}[。！]?$|\d+|[\W_]+")


@check(
    family="interaction",
    needs=(Message, MessageBoard),
    reasons={"alike": Outcome.UNSURE},
    options={"least": 5, "share": 0.8, "likeness": 0.9, "sample": 60, "characters": 400, "shortest": 10},
)
def template_replies(seen: Seen) -> Iterator[Finding]:
    """Most answers of a board say the same words, whatever was asked.

    Fails when   never: a person reads them.
    Unsure when  of at least ``least`` answers more than ``share`` are nearly the same text (``likeness``) as the one
                 that most others resemble, greeting, thanks, numbers and punctuation apart.
    Leaves out   boards with fewer answers.
    Assumes      questions of one board differ.
    Counts       one finding a board; examined are the boards with enough answers.
    Options      least; share, likeness: 0 to 1; sample: newest answers compared; characters: of each that are
                 compared; shortest: characters from which on an answer is compared.
    Source       State Council General Office 2019 indicators, quality of replies.
    """
    options = seen.options
    answers: dict[str, list[tuple[str, str]]] = {}
    for message in seen[Message]:
        if message.answer:
            words = _FRAME.sub("", message.answer)[: options["characters"]]
            if len(words) >= options["shortest"]:
                answers.setdefault(message.board, []).append((str(message.answered or ""), words))
    for board in seen[MessageBoard]:
        texts = [words for _, words in sorted(answers.get(board.url, ()), reverse=True)[: options["sample"]]]
        if len(texts) < options["least"]:
            continue
        seen.examined += 1
        alike = max(_alike(text, texts, options["likeness"]) for text in texts)
        if alike > options["share"] * len(texts):
            yield seen.finding(board.url, "alike", name=board.name, alike=alike, answers=len(texts), looks=board.looks)


def _alike(text: str, texts: list[str], likeness: float) -> int:
    """How many of ``texts`` are nearly ``text``, itself among them."""
    compared = SequenceMatcher(None, "", text, autojunk=False)
    count = 0
    for other in texts:
        compared.set_seq1(other)
        count += compared.real_quick_ratio() >= likeness and compared.ratio() >= likeness
    return count
