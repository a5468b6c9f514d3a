"""New-media accounts that a site shows as its own and that the register does not have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from checks.core import Seen, check
from storage.records import Account, Finding, Link, Outcome, Page, QrCode, ShownAccount

PROFILES = (
    ("weibo", re.compile(r"(?:www\.)?weibo\.(?:com|cn)$|m\.weibo\.cn$"), re.compile(r"/(?:u|profile)/(\d{5,12})/?$")),
    ("weibo", re.compile(r"(?:www\.|m\.)?weibo\.(?:com|cn)$"), re.compile(r"/(?:n/)?([^/]{3,40})/?$")),
    ("douyin", re.compile(r"(?:www\.|v\.)?(?:ies)?douyin\.com$"), re.compile(r"/(?:share/)?user/([\w.-]{5,120})/?$")),
    ("kuaishou", re.compile(r"(?:www\.|live\.)?kuaishou\.com$"), re.compile(r"/(?:profile|u)/([\w-]{3,60})/?$")),
    ("toutiao", re.compile(r"(?:www\.|m\.)?toutiao\.com$"), re.compile(r"/c/user/(?:token/)?([\w-]{5,120})/?$")),
    ("bilibili", re.compile(r"space\.bilibili\.com$"), re.compile(r"/(\d{1,20})(?:/|$)")),
    ("xiaohongshu", re.compile(r"(?:www\.)?xiaohongshu\.com$"), re.compile(r"/user/profile/(\w{10,40})/?$")),
    ("baijiahao", re.compile(r"author\.baidu\.com$"), re.compile(r"/home/(\w{5,40})/?$")),
)
"""Platform, its hosts, and where the address of a profile holds its id. Shares, logins and single posts are none."""

NO_PROFILE = frozenset({"login", "signup", "share", "search", "hot", "home", "explore", "tv", "show", "status", "p"})
WECHAT = frozenset({"wechat_official", "wechat_service", "wechat_channels"})
SHORT = (
    ("douyin", re.compile(r"^v\.douyin\.com$")),
    ("kuaishou", re.compile(r"^(?:v|c|qr)\.kuaishou\.com$")),
    ("xiaohongshu", re.compile(r"^(?:www\.)?xhslink\.com$")),
    ("bilibili", re.compile(r"^b23\.tv$")),
)
"""Hosts of short addresses that codes hold."""

_MARKS = re.compile(r"[\s“”\"'·・|:：（）()【】\[\]_-]")
OWN = re.compile(
    r"官方|官微|政务|关注|扫[一码]|二维码|公众号"
    r"|^(?:新浪)?微博$|^抖音号?$|^快手号?$|^(?:今日)?头条号?$|^B站$|^哔哩哔哩$|^小红书$|^百家号$"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by platform and id. ``opaque``: the id is a code's text, which tells nobody which account it is."""

    platform: str
    id: str
    opaque: bool = False


@check(family="new_media", needs=(Link, Page, ShownAccount, QrCode), reasons={"unregistered": Outcome.FAIL})
def unregistered_accounts(seen: Seen) -> Iterator[Finding]:
    """A site shows an account of its body, by a link or a QR code, that is not in the register.

    Fails when   the home page links to a profile on a platform, or shows the QR code of one, by words that call it
                 official or name the body; or a page that lists the accounts of several bodies (新媒体矩阵) shows
                 one by a name that names the body; and no account of the register has that address, id, handle or name.
    Unsure when  the words say neither; or they name another body of the register; or the body has an account on that
                 platform whose address and handle cannot be compared with it (a number beside a name, a code that
                 tells no id): it may be the same one (unregistered).
    Leaves out   links in articles and lists further inside; shares, logins, single posts, pages of sites behind a code;
                 links whose text names another body; codes that tell no id, where the body has a registered account on
                 that platform; sites that no body of a register answers for (a precheck).
    Assumes      what a body shows on its home page as official is its own.
    Counts       one finding for each account; examined are the accounts that are shown.
    Options      none.
    Source       rules on new media of administrative bodies: opening is approved and filed.
    """
    if seen.site.agency is None:
        return
    homes = {page.url for page in seen[Page] if page.depth == 0}
    known = {key for account in seen.registry.accounts.values() for key in _keys(account)}
    told: set[Profile] = set()
    for linked, link in sorted(_linked(seen, homes).items(), key=lambda pair: pair[1].target):
        seen.examined += 1
        told.add(linked)
        if linked in known or _names_another(seen, link.text):
            continue
        sure = _is_own(seen, link.text) and not _may_be_known(seen, linked)
        yield seen.finding(
            link.target,
            "unregistered",
            page=link.page,
            outcome=None if sure else Outcome.UNSURE,
            platform=linked.platform,
            name=(link.text or linked.id)[:40],
        )
    codes = {code.image: code.says for code in seen[QrCode]}
    for shown in seen[ShownAccount]:
        says = shown.url or codes.get(shown.image or "")
        if says is None or (profile := profile_of(says) or _behind(says, shown.platform)) is None or profile in told:
            continue
        seen.examined += 1
        told.add(profile)
        if profile in known or _is_named(seen, shown.name) or (profile.opaque and _may_be_known(seen, profile)):
            continue
        own = _names_own(seen, shown.name) if shown.matrix else _is_own(seen, shown.name)
        sure = own and not _may_be_known(seen, profile)
        yield seen.finding(
            says,
            "unregistered",
            page=shown.page,
            outcome=None if sure else Outcome.UNSURE,
            platform=profile.platform,
            name=(shown.name or profile.id)[:40],
            image=shown.image,
        )


def _linked(seen: Seen, homes: set[str]) -> dict[Profile, Link]:
    """The profiles to which the home page links, each with the longest text."""
    found: dict[Profile, Link] = {}
    for link in seen[Link]:
        if link.page in homes and link.via == "a" and link.fault is None:
            profile = profile_of(link.target)
            if profile is not None and (profile not in found or len(link.text) > len(found[profile].text)):
                found[profile] = link
    return found


def _behind(says: str, platform: str | None) -> Profile | None:
    """The account behind a code that tells no id, by the platform's own short addresses; None where it is none."""
    host = (urlsplit(says).hostname or "").lower() if says.lower().startswith(("http://", "https://")) else ""
    if host in {"weixin.qq.com", "u.wechat.com"} and urlsplit(says).path.startswith("/r/"):
        wechat = platform if platform in WECHAT else "wechat_official"
        return Profile(wechat, says, opaque=True)
    short = next((name for name, pattern in SHORT if pattern.search(host)), None)
    return None if short is None else Profile(short, says, opaque=True)


def profile_of(url: str) -> Profile | None:
    """The profile that an address leads to; None where it leads to none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host in {"weibo.cn", "m.weibo.cn"} and parts.path.startswith("/qr/userinfo"):
        uid = parse_qs(parts.query).get("uid")
        return Profile("weibo", uid[0]) if uid else None
    if host == "mp.weixin.qq.com" and parts.path == "/mp/profile_ext":
        biz = parse_qs(parts.query).get("__biz")
        return Profile("wechat_official", biz[0]) if biz else None
    for platform, hosts, path in PROFILES:
        if hosts.match(host) and (match := path.match(parts.path)):
            name = unquote(match[1]).lower()
            return None if name in NO_PROFILE else Profile(platform, name)
    return None


def _keys(account: Account) -> Iterator[Profile]:
    """The profiles by which the register knows an account."""
    for url in (account.url, account.feed):
        if url is not None and (profile := profile_of(url)) is not None:
            yield profile
    if account.handle:
        yield Profile(account.platform, account.handle.lower())


def _is_own(seen: Seen, text: str) -> bool:
    return bool(OWN.search(text)) or _names_own(seen, text)


def _names_own(seen: Seen, text: str) -> bool:
    names = {seen.site.name, *((seen.agency.name, seen.agency.short_name) if seen.agency is not None else ())}
    return any(name and name in text for name in names)


def _is_named(seen: Seen, text: str) -> bool:
    """Whether the words beside a picture are the name of a registered account, whatever the platform adds to it."""
    plain = _MARKS.sub("", text)
    return bool(plain) and any(_MARKS.sub("", account.name) in plain for account in seen.registry.accounts.values())


def _names_another(seen: Seen, text: str) -> bool:
    """Whether a link's text names a body of the register other than the site's own."""
    own = seen.site.agency
    others = [agency for agency in seen.registry.agencies.values() if agency.id != own]
    return any(agency.short_name and agency.short_name in text for agency in others) and not _is_own(seen, text)


def _may_be_known(seen: Seen, profile: Profile) -> bool:
    """Whether the body has an account on this platform that is registered by another kind of id, or by none."""
    for account in seen.registry.accounts.values():
        if account.platform == profile.platform and account.agency == seen.site.agency:
            ids = [key.id for key in _keys(account)]
            if profile.opaque or not any(one.isdecimal() == profile.id.isdecimal() for one in ids):
                return True
    return False
