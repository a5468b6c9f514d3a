"""Facts that make the rules on unsafe content say all they can, beside those of the gallery."""

from __future__ import annotations

from dataclasses import replace

from storage.records import BrokenPromise, ListedWording, OpenedFile, RestrictedMark, Sign
from tests.checks.facts import HOME, link, page, target, url

_FILE = url("a.pdf")
_OUTSIDE = target("report.html", 200, 200, signs=(Sign.SPAM_TITLE,))

SAFETY = (
    *(
        (
            "exposed_personal_data",
            (page(), OpenedFile(url=_FILE, page=HOME, kind="pdf", sha256="0", unread=why, why=word)),
        )
        for why, word in (("unreadable", "image_only"), ("too_large", "cells"))
    ),
    ("restricted_material", (page(), RestrictedMark(url=HOME, mark="classified", sha256="0"))),
    ("suspect_wording", (page(), ListedWording(url=HOME, wrong="帐号", right="账号", count=1, excerpt="登录帐号"))),
    (
        "wrong_links",
        (page(), BrokenPromise(page=HOME, target=_FILE, text="《办法》", title="名单", certain=True)),
    ),
    ("wrong_links", (page(), link("", "report.html"), replace(_OUTSIDE, internal=False))),
)
