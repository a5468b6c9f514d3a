"""New-media accounts that a site shows as its own and that the register does not have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from checks.core import Seen, check
from storage.records import Account, Finding, Link, Outcome, Page

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
OWN = re.compile(
    r"官方|官微|政务|关注|^(?:新浪)?微博$|^抖音号?$|^快手号?$|^(?:今日)?头条号?$|^B站$|^哔哩哔哩$|^小红书$|^百家号$"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by platform and id."""

    platform: str
    id: str


@check(family="new_media", needs=(Link, Page), reasons={"unregistered": Outcome.FAIL})
def unregistered_accounts(seen: Seen) -> Iterator[Finding]:
    """The home page of a body shows an account of its own that is not in the register.

    Fails when   the home page links to a profile on a platform, by a text that calls it official or names the body, and
                 no account of the register has that address, id or handle.
    Unsure when  the text says neither, or the body has an account on that platform whose address and handle cannot be
                 compared with it (a number beside a name): it may be the same one (unregistered).
    Leaves out   links in articles and lists further inside; shares, logins, single posts; profiles whose text names
                 another body of the register.
    Assumes      what a body shows on its home page as official is its own.
    Counts       one finding for each profile; examined are the profiles on the home page.
    Options      none.
    Source       rules on new media of administrative bodies: opening is approved and filed.
    """
    homes = {page.url for page in seen[Page] if page.depth == 0}
    found: dict[Profile, Link] = {}
    for link in seen[Link]:
        if link.page in homes and link.via == "a" and link.fault is None:
            profile = profile_of(link.target)
            if profile is not None and (profile not in found or len(link.text) > len(found[profile].text)):
                found[profile] = link
    known = {key for account in seen.registry.accounts.values() for key in _keys(account)}
    for profile, link in sorted(found.items(), key=lambda pair: pair[1].target):
        seen.examined += 1
        if profile in known or _names_another(seen, link.text):
            continue
        sure = _is_own(seen, link.text) and not _may_be_known(seen, profile)
        yield seen.finding(
            link.target,
            "unregistered",
            page=link.page,
            outcome=None if sure else Outcome.UNSURE,
            platform=profile.platform,
            name=(link.text or profile.id)[:40],
        )


def profile_of(url: str) -> Profile | None:
    """The profile that an address leads to; None where it leads to none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
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
    names = {seen.site.name, *((seen.agency.name, seen.agency.short_name) if seen.agency is not None else ())}
    return bool(OWN.search(text)) or any(name and name in text for name in names)


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
            if not any(one.isdecimal() == profile.id.isdecimal() for one in ids):
                return True
    return False
