"""Links and words that a visitor cannot see and machines can."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.core import Group, Seen, check
from checks.hiding import compiled, ways_hidden
from storage.records import Finding, HiddenBlock, HidingRules, OffsiteBlock, Outcome, Page, StrayFolder

_KNOWN = (
    *("gov.cn", "edu.cn", "org.cn", "ac.cn", "mil.cn", "conac.cn", "12377.cn"),
    *("people.com.cn", "people.cn", "xinhuanet.com", "news.cn", "cctv.com", "cri.cn", "weibo.com"),
    *("weibo.cn", "qq.com", "douyin.com", "baidu.com", "amap.com", "gjzwfw.com", "w3.org", "bdstatic.com", "bdimg.com"),
    *("microsoft.com", "google.com", "mozilla.org", "firefox.com", "adobe.com", "360.cn", "qzone.com", "so.com"),
    *("renren.com", "douban.com", "facebook.com", "twitter.com", "linkedin.com", "toutiao.com", "kuaishou.com"),
    *(
        "apple.com",
        "jiathis.com",
        "cnzz.com",
        "bshare.cn",
        "iqiyi.com",
        "youku.com",
        "51.la",
        "umeng.com",
        "bootcss.com",
    ),
    *("jsdelivr.net", "staticfile.org", "bootcdn.net", "unpkg.com", "aliyuncs.com", "alicdn.com", "kaipuyun.cn"),
    *(
        "cdn-go.cn",
        "googletagmanager.com",
        "google-analytics.com",
        "gtimg.com",
        "gtimg.cn",
        "isoucar.com",
        "tianditu.gov.cn",
    ),
)
_NO_HONEST_REASON = frozenset({"off_screen", "tiny", "transparent", "clipped", "marquee", "zero_width", "same_colour"})
_SCRIPTS = frozenset({"packed_script", "outside_script"})
_OPENED = re.compile(
    r"tab|menu|nav|drop|pop|layer|modal|dialog|panel|swiper|slid|carousel|banner|share|print|toggle|collapse|accordion"
    r"|qrcode|weixin|search|login|skip|sr-only|visually|mobile|wap|phone|hover|select|lazy|fold|link|yqlj|sub",
    re.IGNORECASE,
)

_Groups = dict[tuple[str, str], tuple[Group, HiddenBlock, list[str], Outcome]]


@check(
    family="safety",
    needs=(Page, HiddenBlock, OffsiteBlock, HidingRules, StrayFolder),
    reasons={"invisible": Outcome.FAIL, "injected": Outcome.FAIL, "cloaked": Outcome.FAIL},
    options={"known_hosts": _KNOWN, "many": 1},
)
def hidden_links(seen: Seen) -> Iterator[Finding]:
    """A page holds links or words that no visitor can see, or gives the visitors of search engines something else.

    Fails when   a part of the page that is hidden, however, holds strong words of the spam lexicon (injected); or its
                 links leave for hosts that are on no list, it has neither name nor class and is put outside the window,
                 shrunk to nothing, cut away, made transparent or of the colour of its ground, for which there is no
                 honest reason (invisible); or a script, plain or packed, asks whether a visitor comes from a search
                 engine and sends the browser to another host; or a visitor who comes as a search engine is sent to
                 another host or given strong words that others are not given (cloaked).
    Unsure when  a part that is merely not displayed, covered, for browsers without scripts, or hidden by a rule of a
                 style sheet of its own file holds links to ``many`` such hosts, and no name says what opens; a packed
                 script, or one outside the document, brings in a script of such a host; a comment holds strong words
                 and links; or a folder holds pages that have nothing in common with the site (injected).
    Leaves out   tabs, menus, layers, slides and their like by the names of the block or of what it stands in, by equal
                 parts beside it, or by a script or link that speaks of it; rules for print and small screens; links to
                 the registry's sites and to ``known_hosts``.
    Assumes      a block that a click opens has a name that says so, or is spoken of by the page's own scripts.
    Counts       one finding for equal first targets and reasons, with its pages; examined are the pages.
    Options      known_hosts: ends of host names that may be linked out of sight; many.
    Source       State Council General Office 2019 indicators, serious errors: hidden links.
    """
    pages: dict[str, Page] = {}
    for page in seen[Page]:
        seen.examined += 1
        pages[page.url] = page
    own = {urlsplit(site.url).hostname or "" for site in seen.registry.sites.values()} | {
        urlsplit(seen.site.url).hostname or ""
    }
    groups: _Groups = {}
    told: set[tuple[str, str]] = set()
    for block in seen[HiddenBlock]:
        told.update((block.url, target) for target in block.targets)
        _add(seen, groups, pages, own, block)
    rules = compiled(list(seen[HidingRules]))
    for offsite in seen[OffsiteBlock] if rules else ():
        fresh = tuple(target for target in offsite.targets if (offsite.url, target) not in told)
        for selector, ways, step in ways_hidden(offsite, rules) if fresh else ():
            reasoned = any(_OPENED.search(name) for name in (selector, *offsite.steps[-4:], step))
            path = " > ".join(offsite.steps)
            hidden = HiddenBlock(
                url=offsite.url,
                ways=("style_sheet", *ways),
                path=path,
                targets=fresh,
                text=offsite.text,
                reasoned=reasoned,
            )
            _add(seen, groups, pages, own, hidden)
            break
    for (reason, subject), (group, block, targets, outcome) in groups.items():
        yield seen.finding(
            subject,
            reason,
            page=group.page,
            outcome=outcome,
            ways=list(block.ways),
            where=block.path,
            words=list(block.words) or targets,
            targets=targets or list(block.words),
            excerpt=block.text,
            rendered=block.rendered,
            **group.detail(),
        )
    for folder in seen[StrayFolder]:
        yield seen.finding(
            folder.folder,
            "injected",
            page=folder.example,
            outcome=Outcome.UNSURE,
            where=folder.folder,
            words=[folder.title],
            targets=[folder.example],
            pages=folder.pages,
            examples=[folder.example],
            on_home=False,
        )


def _add(seen: Seen, groups: _Groups, pages: dict[str, Page], own: set[str], block: HiddenBlock) -> None:
    targets = [target for target in block.targets if not _known(target, own, seen.options["known_hosts"])]
    judged = _judged(block, len({urlsplit(target).hostname for target in targets}), seen.options["many"])
    where = pages.get(block.url)
    if judged is None or where is None:
        return
    reason, outcome = judged
    subject = (targets or [block.url])[0]
    key = (reason, subject)
    if key not in groups:
        groups[key] = (Group(seen.site.url), block, targets, outcome)
    groups[key][0].add(where)


def _known(target: str, own: set[str], known: tuple[str, ...]) -> bool:
    host = (urlsplit(target).hostname or "").lower()
    return host in own or "." not in host or any(host == name or host.endswith(f".{name}") for name in known)


def _judged(block: HiddenBlock, hosts: int, many: int) -> tuple[str, Outcome] | None:
    ways = set(block.ways)
    if "spider" in ways:
        if not hosts and not block.words:
            return None
        return "cloaked", Outcome.FAIL if block.words or "moved" in ways else Outcome.UNSURE
    if block.words:
        return "injected", Outcome.UNSURE if "comment" in ways else Outcome.FAIL
    if not hosts:
        return None
    if "script" in ways:
        return "cloaked", Outcome.FAIL
    if ways & _SCRIPTS:
        return "injected", Outcome.UNSURE
    if block.rendered is False or hosts < many:
        return None
    hard = bool(ways & _NO_HONEST_REASON)
    if block.reasoned:
        return ("invisible", Outcome.UNSURE) if hard and "style_sheet" not in ways else None
    proven = hard and (block.rendered or (block.anonymous and "style_sheet" not in ways))
    return "invisible", Outcome.FAIL if proven else Outcome.UNSURE
