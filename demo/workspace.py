"""The workspace of the demonstration city: settings, registry and truth as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from demo import accounts
from demo.layout import table
from demo.plan import SitePlan
from demo.safety import WORDING

AGENCIES = ("id", "name", "short_name", "class", "email", "superior", "order", "contact")
SITES = ("id", "agency", "name", "kind", "url", "site_id_code", "outward_services", "platform", "operator", "status")
ACCOUNTS = ("id", "agency", "platform", "name", "handle", "url", "feed", "registered", "status", "filing")
PEOPLE = ("id", "name", "agency", "roles", "email", "until")
PLATFORMS = {"trs": "TRS", "vsb": "博达", "hanweb": "大汉", "plain": "自建", "script": "自建", "ucap": "开普"}

SETTINGS = """\
# 演示城市的工作目录：由 xuncha demo 生成，可以随意改动，也可以整个删掉。

[office]
city = "{city}"
name = "{office}"
scheme = "state-council-2019"

[crawl]
requests_per_second = 0      # 演示网站就在本机，不限速
concurrency = 8
confirm_after_s = 2
examine = 0                  # 演示时不抽网页到浏览器里查无障碍缺陷，只看源代码
screenshots = 30             # 演示时少画几张，其余的要看时再画

[network]
proxy = "{proxy}"
known_good = ["http://www.gov.cn/"]

[new_media]
known_good = {known_good}
"""


PROFILE = """\
# 市节能监察中心的网站设在本站的目录里，另行登记，另行检查。
exclude = ["/jnzx/"]
"""


def write(out: Path, sites: Sequence[SitePlan], truth: Iterable[Mapping[str, Any]]) -> None:
    """Write registry and truth below ``out``; settings come when the proxy's port is known."""
    folder = out / "registry"
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    city = table("sites.toml")
    _csv(folder / "agencies.csv", AGENCIES, (_agency(site, order) for order, site in enumerate(sites, 1)))
    _csv(folder / "sites.csv", SITES, (_site(site) for site in sites))
    _csv(folder / "accounts.csv", ACCOUNTS, accounts.registered())
    _csv(folder / "people.csv", PEOPLE, city["person"])
    (folder / "sites" / "fgw.toml").write_text(PROFILE, "utf-8")
    (out / "lexicons").mkdir(exist_ok=True)
    (out / "lexicons" / "wording.csv").write_text(WORDING, "utf-8")
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in truth)
    (out / "truth.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    write_settings(out, "")


def write_settings(out: Path, proxy: str) -> None:
    """Write ``xuncha.toml``; ``proxy`` is the address of the city's server, "" for none yet."""
    city = table("sites.toml")["city"]
    text = SETTINGS.format(
        city=city["name"], office=city["office"], proxy=proxy, known_good=json.dumps(accounts.KNOWN_GOOD)
    )
    (out / "xuncha.toml").write_text(text, "utf-8")


def _agency(site: SitePlan, order: int) -> dict[str, Any]:
    agency = site.agency
    superior = "" if agency["id"] == "mingzhou" else agency.get("superior", "mingzhou")
    return {
        **{name: agency[name] for name in ("id", "name", "short_name", "class")},
        "email": f"{agency['id']}@mingzhou.gov.cn",
        "superior": superior,
        "order": order,
        "contact": site.phone,
    }


def _site(site: SitePlan) -> dict[str, Any]:
    return {
        "id": site.id,
        "agency": site.agency["id"],
        "name": site.name,
        "kind": site.kind,
        "url": site.url,
        "site_id_code": site.code,
        "outward_services": "yes" if site.outward else "no",
        "platform": PLATFORMS[site.style],
        "status": "running",
    }


def _csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
