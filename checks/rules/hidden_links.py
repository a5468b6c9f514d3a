"""Links and words that a visitor cannot see and machines can."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.core import Group, Seen, check
from storage.records import Finding, HiddenBlock, Outcome, Page

_KNOWN = (
    *("gov.cn", "edu.cn", "org.cn", "ac.cn", "mil.cn", "conac.cn", "12377.cn"),
    *("people.com.cn", "people.cn", "xinhuanet.com", "news.cn", "cctv.com", "cri.cn", "weibo.com"),
    *("weibo.cn", "qq.com", "douyin.com", "baidu.com", "amap.com", "gjzwfw.com", "w3.org"),
    *("microsoft.com", "google.com", "mozilla.org", "firefox.com", "adobe.com", "360.cn", "qzone.com"),
    *("renren.com", "douban.com", "facebook.com", "twitter.com", "linkedin.com", "toutiao.com", "kuaishou.com"),
    *("apple.com", "jiathis.com", "cnzz.com", "bshare.cn", "iqiyi.com", "youku.com"),
)


@check(
    family="safety",
    needs=(Page, HiddenBlock),
    reasons={"invisible": Outcome.FAIL, "injected": Outcome.FAIL, "cloaked": Outcome.FAIL},
    options={"known_hosts": _KNOWN, "many": 3},
)
def hidden_links(seen: Seen) -> Iterator[Finding]:
    """A page holds links or words that no visitor can see, or sends the visitors of search engines elsewhere.

    Fails when   a part of the page that is hidden, however, holds strong words of the spam lexicon (injected); or its
                 links leave for hosts that are on no list and it is put outside the window, shrunk to nothing or made
                 transparent, for which there is no honest reason (invisible); or a script asks whether a visitor comes
                 from a search engine and sends the browser to another host (cloaked).
    Unsure when  a part that is merely not displayed holds links to ``many`` such hosts, and no name says what opens.
    Leaves out   tabs, menus, layers and their like by the names of the block or of what it stands in; links to the
                 registry's sites and to ``known_hosts``; rules of style sheets kept in files of their own.
    Assumes      a block that a click opens has a name that says so.
    Counts       one finding for equal first targets and ways, with its pages; examined are the pages.
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
    groups: dict[tuple[str, str], tuple[Group, HiddenBlock, list[str], Outcome]] = {}
    for block in seen[HiddenBlock]:
        targets = [target for target in block.targets if not _known(target, own, seen.options["known_hosts"])]
        judged = _judged(block, len({urlsplit(target).hostname for target in targets}), seen.options["many"])
        where = pages.get(block.url)
        if judged is None or where is None:
            continue
        reason, outcome = judged
        subject = (targets or [block.url])[0]
        key = (reason, subject)
        if key not in groups:
            groups[key] = (Group(seen.site.url), block, targets, outcome)
        groups[key][0].add(where)
    for (reason, subject), (group, block, targets, outcome) in groups.items():
        yield seen.finding(
            subject,
            reason,
            page=group.page,
            outcome=outcome,
            ways=list(block.ways),
            where=block.path,
            words=list(block.words) or None,
            targets=targets,
            excerpt=block.text,
            **group.detail(),
        )


def _known(target: str, own: set[str], known: tuple[str, ...]) -> bool:
    host = (urlsplit(target).hostname or "").lower()
    return host in own or any(host == name or host.endswith(f".{name}") for name in known)


def _judged(block: HiddenBlock, hosts: int, many: int) -> tuple[str, Outcome] | None:
    if block.words:
        return "injected", Outcome.FAIL
    if not hosts:
        return None
    if "script" in block.ways:
        return "cloaked", Outcome.FAIL
    if set(block.ways) - {"not_displayed"}:
        return ("invisible", Outcome.UNSURE if block.reasoned else Outcome.FAIL)
    return ("invisible", Outcome.UNSURE) if hosts >= many and not block.reasoned else None
