from __future__ import annotations

import pytest

from crawler.scope import Scope
from storage.records import Profile, Registry, Site


def site(
    name: str, url: str, kind: str = "portal", *, hosts: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> Site:
    return Site(id=name, agency="a", name=name, kind=kind, url=url, profile=Profile(hosts=hosts, exclude=exclude))


PORTAL = site("portal", "https://www.example.gov.cn/index.html", hosts=("zwgk.example.gov.cn", "10.1.2.3:8080"))
SUBSITE = site("subsite", "https://www.example.gov.cn/gyy/index.html", "subsite")
COMMITTEE = site("committee", "http://www.example.gov.cn/gyy/wyh/", "committee")
OTHER = site("other", "http://other.gov.cn", exclude=("/old/",))
PORT = site("port", "http://www.example.gov.cn:8080/")
REGISTRY = Registry(agencies={}, sites={one.id: one for one in (PORTAL, SUBSITE, COMMITTEE, OTHER, PORT)})
SCOPE = Scope(PORTAL, REGISTRY)


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.example.gov.cn/", "portal"),
        ("http://www.example.gov.cn/a/b.html?c=1", "portal"),
        ("http://example.gov.cn/", "portal"),
        ("https://www.example.gov.cn:443/x", "portal"),
        ("http://www.example.gov.cn", "portal"),
        ("https://zwgk.example.gov.cn/x", "portal"),
        ("https://www.zwgk.example.gov.cn/x", "portal"),
        ("http://10.1.2.3:8080/x", "portal"),
        ("http://10.1.2.3/x", None),
        ("https://bsdt.example.gov.cn/", None),
        ("http://www.example.gov.cn.evil.com/", None),
        ("http://notexample.gov.cn/", None),
        ("https://www.example.gov.cn/gyy/", "subsite"),
        ("https://www.example.gov.cn/gyy", "subsite"),
        ("https://www.example.gov.cn/gyy/x/y.html", "subsite"),
        ("https://www.example.gov.cn/gyyx/", "portal"),
        ("http://example.gov.cn/gyy/x", "subsite"),
        ("https://www.example.gov.cn/gyy/wyh/a.html", "committee"),
        ("http://www.example.gov.cn:8080/gyy/", "port"),
        ("http://other.gov.cn/a", "other"),
        ("http://www.other.gov.cn/a", "other"),
        ("http://other.gov.cn/old/a", None),
        ("http://other.gov.cn/older", "other"),
        ("ftp://www.example.gov.cn/", None),
        ("mailto:a@example.gov.cn", None),
        ("http://www.example.gov.cn:99999999/", None),
    ],
)
def test_the_most_specific_site_owns_an_address(url: str, owner: str | None) -> None:
    found = SCOPE.owner(url)
    assert (found.id if found else None) == owner
    assert SCOPE.owns(url) == (owner == "portal")


def test_a_site_that_is_in_no_registry_owns_its_host() -> None:
    alone = site("127.0.0.1:8000", "http://127.0.0.1:8000/")
    scope = Scope(alone, Registry(agencies={}, sites={}))
    assert scope.owns("http://127.0.0.1:8000/a")
    assert not scope.owns("http://127.0.0.1:8001/a")


def test_a_host_with_a_site_of_its_own_is_lent_to_no_twin() -> None:
    plain, www = site("plain", "http://a.gov.cn/"), site("www", "http://www.a.gov.cn/")
    for order in ((plain, www), (www, plain)):
        scope = Scope(plain, Registry(agencies={}, sites={one.id: one for one in order}))
        assert scope.owns("http://a.gov.cn/x")
        assert not scope.owns("http://www.a.gov.cn/x")


def test_a_portal_with_a_path_owns_its_whole_host() -> None:
    portal = site("p", "http://a.gov.cn/web/index.html")
    assert Scope(portal, Registry(agencies={}, sites={"p": portal})).owns("http://a.gov.cn/elsewhere/x")
    committee = site("p", "http://a.gov.cn/web/index.html", "committee")
    assert not Scope(committee, Registry(agencies={}, sites={"p": committee})).owns("http://a.gov.cn/elsewhere/x")
