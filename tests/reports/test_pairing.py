"""The lists that ``pair`` reads, in every state in which people send them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from reports.errors import UsageError
from reports.pairing import read_items

HEAD = "id,title,date\n"
ROW = "1,《东河市停车管理办法》解读,2026-03-01\n"


def written(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_encoding_in_which_excel_saves_is_read(tmp_path: Path, encoding: str) -> None:
    [item], said = read_items(written(tmp_path, (HEAD + ROW).encode(encoding)))
    assert item.title == "《东河市停车管理办法》解读"
    assert bool(said) == (not encoding.startswith("utf-8"))


def test_tabs_part_cells_too(tmp_path: Path) -> None:
    [item], _ = read_items(written(tmp_path, "id\ttitle\n1\t停车，怎么管\n".encode("utf-16")))
    assert item.title == "停车，怎么管"


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["ID", "Title", "Number"])
    book.worksheets[0].append([7, "东河市停车管理办法", "东府规〔2026〕3号"])
    book.create_sheet("说明")
    book.save(tmp_path / "list.xlsx")
    [item], said = read_items(tmp_path / "list.xlsx")
    assert (item.id, item.number) == ("7", "东府规〔2026〕3号")
    assert "只读第一个" in said[0]


def test_a_row_that_stands_there_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    items, said = read_items(written(tmp_path, HEAD + ROW + ROW + ROW))
    assert len(items) == 1
    assert "2 行与前面完全相同" in said[0]


def test_a_list_without_rows_is_told(tmp_path: Path) -> None:
    items, said = read_items(written(tmp_path, HEAD))
    assert not items
    assert "只有表头" in said[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "是空的"),
        ("编号,标题\n1,解读\n", "缺少列 id、title，现在是 编号、标题"),
        ("id,name\n1,解读\n", "缺少列 title"),
        ("id,title,title\n1,解读,x\n", "列 title 出现了两次"),
        ("id,title\n1,\n", "第 2 行，列 title：不能为空"),
        ("id,title\n1,停车,怎么管\n", "第 2 行：有 3 格，表头只有 2 列"),
        ("id,title\n1,甲办法\n1,乙办法\n", "第 3 行，列 id，值“1”：前面已有这个编号，内容不同"),
        ('id,title\n1,"没有收住\n', "不是合法的 CSV"),
        (b"PK\x03\x04rest", "文件名应以 .xlsx 结尾"),
        (b"id,title\n1,\xff\xff\xff\n", "看不出是什么编码"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_items(written(tmp_path, content))
    assert words in str(caught.value)


def test_a_file_that_is_not_there_and_a_false_workbook_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不出来"):
        read_items(tmp_path / "none.csv")
    with pytest.raises(UsageError, match=r"不是 \.xlsx 工作簿"):
        read_items(written(tmp_path, "id,title\n", "list.xlsx"))
