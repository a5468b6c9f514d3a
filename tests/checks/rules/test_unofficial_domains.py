"""Names under which government websites may stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core import run
from checks.rules.unofficial_domains import unofficial_domains
from storage.records import Profile
from tests.checks.facts import SITE, facts


def reasons(url: str, *hosts: str) -> list[str]:
    site = replace(SITE, url=url, profile=Profile(hosts=hosts))
    return [found.reason for found in run(unofficial_domains, facts(site=site)).findings]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.shanghai.gov.cn/",
        "https://fgw.sh.gov.cn:8443/",
        "http://www.gov.cn/",
        "http://民政.政务/",
        "http://127.0.0.1:8080/",
        "http://[::1]/",
        "http://intranet/",
    ],
)
def test_official_names_and_what_is_no_name_pass(url: str) -> None:
    assert reasons(url) == []


@pytest.mark.parametrize("url", ["http://www.mz.com/", "http://gov.cn.example.org/", "http://www.notgov.cn/"])
def test_any_other_suffix_fails(url: str) -> None:
    assert reasons(url) == ["suffix"]


def test_further_hosts_of_one_domain_are_one_domain() -> None:
    assert reasons("http://www.mz.gov.cn/", "zwfw.mz.gov.cn", "mz.gov.cn:8080") == []


def test_further_domains_are_several() -> None:
    assert reasons("http://www.mz.gov.cn/", "www.mz.org.cn") == ["several"]
    assert reasons("http://www.mz.gov.cn/", "www.other.gov.cn") == ["several"]
