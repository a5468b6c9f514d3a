"""Which pages of a site are opened for their barriers, and what becomes of what the browser marks."""

from __future__ import annotations

from dataclasses import replace

from crawler.facts import examined_reading, records_of, rendered_reading
from crawler.readers.barriers import read_barriers
from crawler.readers.barriers.tree import MARK_FOUND, MARK_HIDDEN
from crawler.readers.dom import Dom
from crawler.readers.reading import Article, Reading
from crawler.rendering import EXAMINED_ARTICLES, Renderer
from storage.records import Answer, Barriers, PageKind, SeniorEntry

URL = "http://www.example.gov.cn/"


def reading(kind: PageKind = PageKind.ARTICLE, template: str = "t", answer: Answer = Answer.PAGE) -> Reading:
    return Reading(
        url=URL, encoding="utf-8", answer=answer, kind=kind, article=Article(title=None, text=""), template=template
    )


class Sampled(Renderer):
    """The client's choice alone: nothing is ever opened."""

    def __init__(self, examine: int) -> None:
        super().__init__(None, mode="never")
        self._examine, self._sampling = examine, examine > 0


def test_each_template_is_examined_once_and_ten_articles_besides() -> None:
    renderer = Sampled(100)
    assert [renderer.examines(reading(template=name), "一") for name in ("a", "b")] == [True, True]
    assert sum(renderer.examines(reading(template="a"), "一") for _ in range(50)) == EXAMINED_ARTICLES


def test_home_and_every_column_are_examined_however_small_the_sample() -> None:
    renderer = Sampled(1)
    assert renderer.examines(reading(PageKind.HOME))
    names = ("通知公告", "机关党建", "2026年", "创文专栏")
    assert all(renderer.examines(reading(PageKind.LIST), name) for name in names * 10)
    assert renderer.examines(reading(PageKind.OTHER), "机构职能")


def test_further_pages_of_a_list_are_not_examined() -> None:
    renderer = Sampled(100)
    assert renderer.examines(reading(PageKind.LIST), "通知公告")
    assert not any(renderer.examines(reading(PageKind.LIST), name) for name in ("2", "下一页", "尾页", ">>", "[3]", ""))


def test_error_pages_are_not_examined() -> None:
    assert not Sampled(5).examines(reading(answer=Answer.MISSING))


def test_without_a_browser_nothing_is_examined() -> None:
    assert not Renderer(None, mode="auto", examine=5).examines(reading())


def test_what_the_browser_marks_takes_the_place_of_what_the_source_shows() -> None:
    raw = replace(reading(), records=(Barriers(page=URL, found=(("image-alt", "img"),)),))
    marked = f'<html lang="zh"><title>一</title><p {MARK_FOUND}="color-contrast">字</p><img {MARK_HIDDEN}></html>'
    [record] = records_of(examined_reading(raw, marked), URL + "index.html")
    assert record == Barriers(page=URL + "index.html", found=(("color-contrast", "p"),), by_browser=True)


def test_a_site_cannot_hide_its_barriers_by_writing_the_marks_itself() -> None:
    dom = Dom(f'<html lang="zh"><title>一</title><img src="a.png" {MARK_HIDDEN}></html>', url=URL, encoding="utf-8")
    assert read_barriers(dom) == (("image-alt", "img"),)


def test_the_entry_that_a_script_of_the_home_page_writes_is_seen_in_the_browser() -> None:
    marked = '<html lang="zh"><title>一</title><a href="/zzb/">长者版</a></html>'
    records = examined_reading(reading(PageKind.HOME), marked).records
    assert SeniorEntry(page=URL, text="长者版", target=URL + "zzb/") in records


def test_a_rendered_page_has_the_barriers_of_what_is_shown_alone() -> None:
    raw = replace(reading(), records=(Barriers(page=URL, found=(("image-alt", "img"),)),))
    assert rendered_reading(raw, reading()).records == ()
