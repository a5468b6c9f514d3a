"""What ``xuncha read`` prints of saved pages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reports.reading import from_file, read
from storage.records import SHANGHAI

PAGES = Path(__file__).parents[1] / "pages"
AS_OF = datetime(2026, 11, 10, 23, 59, 59, tzinfo=SHANGHAI)
HOST = "http://www.example.gov.cn/zwgk/tzgg/"


def printed(name: str) -> dict[str, object]:
    return read(from_file(PAGES / f"{name}.html", url=f"{HOST}index.html", status=200), AS_OF, rendered=False)


def test_an_article_is_printed_with_its_facts() -> None:
    row = printed("article-vsb")
    assert (row["title"], row["published"]) == ("关于做好2026年秋季学期学前教育资助工作的通知", "2026-11-04")
    assert (row["published_from"], row["source"]) == ("label", "学生资助管理中心")
    assert [file["text"] for file in row["attachments"]] == ["资助申请表.docx"]  # type: ignore[attr-defined]
    assert row["column"] == {"role": "notice", "name": "通知公告", "why": "breadcrumb"}


def test_a_list_is_printed_without_a_day_of_its_own() -> None:
    row = printed("trs-list")
    assert (row["page_kind"], row["published"], row["published_from"]) == ("list", None, None)
    [items] = row["lists"]  # type: ignore[misc]
    assert items[1] == {
        "title": "关于征收滨河路二期国有土地上房屋的公告",
        "url": f"{HOST}202611/t20261103_417790.html",
        "date": "2026-11-03",
    }


def test_a_page_of_another_encoding_is_named_by_the_standard() -> None:
    assert printed("asp-list")["encoding"] == "gb18030"


def test_what_contradicts_itself_is_a_doubt() -> None:
    assert printed("article-contradicting")["doubts"] == ["meta_vs_visible"]
    assert printed("article-future")["doubts"] == printed("mixed-list-future")["doubts"] == ["future_date"]


def test_a_saved_article_of_an_account_is_a_post_with_its_minute(testdata: Path) -> None:
    path = testdata / "wechat" / "01b850aedca868fad0a42a1a167ca3df.html"
    row = read(from_file(path, url="", status=200), AS_OF, rendered=False)
    assert (row["page_kind"], row["published"]) == ("post", "2022-05-23T12:21:18+08:00")
    assert [post["at"] for post in row["posts"]] == [row["published"]]


def test_an_account_has_posts_and_no_day_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("标题,发布时间\n甲,2026-11-01\n", "utf-8")
    row = read(from_file(path, url="", status=200), AS_OF, rendered=False)
    assert (row["page_kind"], row["published"]) == ("account", None)
    assert row["posts"] == [
        {"id": None, "title": "甲", "url": None, "at": "2026-11-01", "at_from": "field", "pinned": False}
    ]
