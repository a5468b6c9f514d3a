"""Availability visits, over real HTTP."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from reports.periods import now
from storage.records import Probe
from storage.store import Store
from tests.crawler.web import Web, html
from tests.reports.conftest import Call


def workspace(folder: Path, *addresses: str, good: str) -> Path:
    (folder / "registry").mkdir(parents=True)
    (folder / "xuncha.toml").write_text(
        f'[network]\nallow_private_hosts = ["127.0.0.0/8"]\nknown_good = ["{good}"]\n[crawl]\ntimeout = 2\n', "utf-8"
    )
    sites = [f"s{number},a,网站{number},portal,{url},330100000{number},yes" for number, url in enumerate(addresses)]
    (folder / "registry" / "agencies.csv").write_text(
        "id,name,short_name,class,email\na,市政府,市政府,municipal,a@b.cn\n", "utf-8"
    )
    head = "id,agency,name,kind,url,site_id_code,outward_services\n"
    (folder / "registry" / "sites.csv").write_text(head + "\n".join(sites) + "\n", "utf-8")
    return folder


def visits(folder: Path, target: str) -> list[Probe]:
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        return list(store.observations(target, Probe, now() - timedelta(days=1), now() + timedelta(days=1)))


def test_every_home_page_is_visited_once_and_kept(call: Call, tmp_path: Path) -> None:
    with Web({"/": html("首页"), "/wall": html("x", 403), "/old": html("x", 500)}).running() as web:
        pages = [f"{web.url}/", f"{web.url}/wall", f"{web.url}/old", "http://127.0.0.1:9/"]
        folder = workspace(tmp_path / "w", *pages, good=f"{web.url}/")
        said = call("probe", "--once", "--workspace", folder)
        assert (said.code, "访问 4 个首页，打开 1 个，作废 1 个" in said.out) == (0, True)
        assert call("probe", "--once", "--site", "s0", "--workspace", folder).code == 0
    assert [visit.outcome for visit in visits(folder, "s0")] == ["ok", "ok"]
    assert [(visit.outcome, visit.void) for visit in visits(folder, "s1")] == [("403", "guarded")]
    assert [(visit.outcome, visit.void) for visit in visits(folder, "s2")] == [("500", None)]
    assert [(visit.outcome, visit.void) for visit in visits(folder, "s3")] == [("refused", None)]


def test_where_nothing_opens_the_fault_is_ours(call: Call, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "w", "http://127.0.0.1:9/", good="http://127.0.0.1:9/good")
    assert "作废 1 个" in call("probe", "--once", "--workspace", folder).out
    assert [visit.void for visit in visits(folder, "s0")] == ["ours"]


def test_an_unknown_site_is_named(call: Call, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "w", "http://127.0.0.1:9/", good="http://127.0.0.1:9/")
    said = call("probe", "--once", "--site", "nobody", "--workspace", folder)
    assert (said.code, "--site nobody" in said.err) == (2, True)
