"""The registry's tables: every mistake is named by file, row, column and value."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reports import registry
from reports.errors import UsageError

AGENCIES = "id,name,short_name,class,email\ngov,明州市人民政府办公厅,市府办,municipal,a@example.cn\n"
SITES = "id,agency,name,kind,url,site_id_code,outward_services\nportal,gov,明州市人民政府,portal,http://www.mingzhou.gov.cn/,3399000001,yes\n"


def folder_of(tmp_path: Path, **tables: str | bytes) -> Path:
    for name, text in tables.items():
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / f"{name}.csv").write_bytes(content)
    return tmp_path


def test_a_registry_is_read_whole(tmp_path: Path) -> None:
    read = registry.load(folder_of(tmp_path, agencies=AGENCIES, sites=SITES))
    assert read.agencies["gov"].klass == "municipal"
    assert read.sites["portal"].outward_services is True
    assert read.accounts == {}


def test_a_byte_order_mark_and_crlf_are_fine(tmp_path: Path) -> None:
    sites = b"\xef\xbb\xbf" + SITES.replace("\n", "\r\n").encode()
    assert registry.load(folder_of(tmp_path, agencies=AGENCIES, sites=sites)).sites["portal"].name == "明州市人民政府"


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("sites", "portal,gov", "Portal,gov", ["sites.csv 第 2 行", "列 id", "Portal"]),
        ("sites", "portal,gov", "portal,nobody", ["sites.csv 第 2 行", "列 agency", "nobody"]),
        ("sites", ",portal,http", ",homepage,http", ["列 kind", "homepage", "portal、subsite、committee"]),
        ("sites", "http://www.mingzhou.gov.cn/", "www.mingzhou.gov.cn", ["列 url", "www.mingzhou.gov.cn", "http://"]),
        ("sites", "http://www.mingzhou.gov.cn/", "http://a b/", ["列 url", "a b"]),
        ("sites", "3399000001", "310000000044", ["列 site_id_code", "310000000044"]),
        ("sites", ",yes", ",是", ["列 outward_services", "是"]),
        ("sites", "明州市人民政府", "", ["列 name", "不能为空"]),
        ("sites", "outward_services", "services", ["第 1 行", "缺少列 outward_services"]),
        ("sites", "kind", "kind,colour", ["第 1 行", "不认识的列“colour”"]),
        ("agencies", "municipal", "city", ["agencies.csv 第 2 行", "列 class", "city"]),
        ("agencies", "a@example.cn", "nonsense", ["列 email", "nonsense"]),
    ],
)
def test_a_mistake_is_named_by_its_place(tmp_path: Path, table: str, old: str, new: str, said: list[str]) -> None:
    tables = {"agencies": AGENCIES, "sites": SITES}
    assert old in tables[table]
    tables[table] = tables[table].replace(old, new, 1)
    with pytest.raises(UsageError) as error:
        registry.load(folder_of(tmp_path, **tables))
    for part in said:
        assert part in str(error.value)


def test_ids_and_addresses_are_unique(tmp_path: Path) -> None:
    row = SITES.splitlines()[1]
    with pytest.raises(UsageError, match=r"第 3 行，列 id.*第 2 行重复"):
        registry.load(folder_of(tmp_path, agencies=AGENCIES, sites=f"{SITES}{row}\n"))
    with pytest.raises(UsageError, match=r"第 3 行，列 url.*第 2 行重复"):
        registry.load(
            folder_of(tmp_path, agencies=AGENCIES, sites=f"{SITES}{row.replace('portal,gov', 'other,gov')}\n")
        )


def test_a_table_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是 UTF-8 编码"):
        registry.load(folder_of(tmp_path, agencies=AGENCIES.encode("gb18030"), sites=SITES))


def test_a_profile_without_its_site_is_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, agencies=AGENCIES, sites=SITES)
    (folder / "sites").mkdir()
    (folder / "sites" / "gone.toml").write_text('hosts = ["a.example"]\n')
    with pytest.raises(UsageError, match=r"gone\.toml.*没有编号 gone"):
        registry.load(folder)


def test_a_profile_names_line_and_key_of_a_mistake(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, agencies=AGENCIES, sites=SITES)
    (folder / "sites").mkdir()
    (folder / "sites" / "portal.toml").write_text('pace = 2\n[[column]]\nrole = "news"\ncolour = "red"\n')
    with pytest.raises(UsageError, match=r"portal\.toml 第 4 行：column\.0\.colour"):
        registry.load(folder)


def workbook(path: Path, **sheets: str) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(path)
    return path


def test_a_workbook_replaces_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    registry.import_workbook(workbook(tmp_path / "in.xlsx", agencies=AGENCIES, sites=SITES), folder)
    assert registry.load(folder).sites["portal"].url == "http://www.mingzhou.gov.cn/"


def test_a_workbook_with_a_mistake_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    folder_of(folder, agencies=AGENCIES, sites=SITES)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    bad = workbook(tmp_path / "in.xlsx", agencies=AGENCIES, sites=SITES.replace(",yes", ",maybe"))
    with pytest.raises(UsageError, match=r"in\.xlsx 工作表 sites 第 2 行，列 outward_services，值“maybe”"):
        registry.import_workbook(bad, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_something_that_is_not_a_workbook_says_so(tmp_path: Path) -> None:
    fake = tmp_path / "in.xlsx"
    fake.write_bytes(b"PK nothing")
    with pytest.raises(UsageError, match=r"不是 \.xlsx 工作簿"):
        registry.import_workbook(fake, tmp_path / "registry")


@given(st.text(max_size=200))
def test_any_text_is_a_registry_or_a_clear_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        list(registry.read_table([line.split(",") for line in text.splitlines()], registry.SITES, "sites.csv"))
