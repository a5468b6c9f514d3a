"""Where articles print their title and their day, in the manner of many templates."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.dates import day_of
from storage.records import PageKind
from tests.crawler.readers.reading import PROSE, page

TITLE = "关于做好冬季安全生产工作的通知"
BODY = f"<div class=nr><p>{PROSE * 3}</p></div>"


@pytest.mark.parametrize(
    ("head", "markup"),
    [
        (f"{TITLE}_某局", f"<div>{TITLE}</div>{BODY}<div>发布时间：2026-02-03　来源：办公室</div>"),
        (f"某局 - {TITLE}", f"<p><strong>{TITLE}</strong></p><p>时间：2026年02月03日 09:30　浏览：12</p>{BODY}"),
        (f"通知公告-{TITLE}-某局", f"<h2>{TITLE}</h2><p>【发布日期】2026/02/03【来源】办公室</p>{BODY}"),
        (TITLE, f"<table><tr><td>名称<td>{TITLE}<td>公开日期<td>2026-02-03</table><h1>{TITLE}</h1>{BODY}"),
        (TITLE, f"<h1>关于做好冬季<br>安全生产工作的通知</h1><p>发布时间：2026-02-03</p>{BODY}"),
        (TITLE, f"<h1>{TITLE}</h1><p>更新时间：2026-02-08 发布时间：2026-02-03</p>{BODY}"),
        (TITLE, f"<h1>{TITLE}</h1><p>成文日期：2026-01-30 | 公布日期：2026-02-03</p>{BODY}"),
        (TITLE, f"<h1>{TITLE}</h1><script>var pubtime='2026-02-03 10:00:00'</script>{BODY}"),
        (TITLE, f'<h1>{TITLE}</h1><script type="application/ld+json">{{"datePublished":"2026-02-03"}}</script>{BODY}'),
        (TITLE, f"<article><h1>{TITLE}</h1><time datetime=2026-02-03>2月3日</time>{BODY}</article>"),
        (TITLE, f"<h1>{TITLE}</h1><div><b>03</b><span>2026-02</span></div>{BODY}"),
        (TITLE, f"<h1>{TITLE}</h1><p>二〇二六年二月三日</p>{BODY}"),
    ],
)
def test_title_and_day_of_an_article_are_found_wherever_they_stand(head: str, markup: str) -> None:
    menu = "<div class=nav><a href=/>首页</a><a href=/tz/>通知公告</a></div>"
    found = page(f"<title>{head}</title>{menu}{markup}<div class=foot>主办：某局 2008-2026</div>")
    assert found.article.title == TITLE
    assert found.article.published is not None
    assert day_of(found.article.published) == date(2026, 2, 3)
    assert found.kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>{TITLE}</h1><p>2021年5月1日起施行</p>{BODY}",
        f"<h1>{TITLE}</h1>{BODY}<ul><li><time datetime=2026-02-03>昨天</time><a href=/b>另一篇文章的标题</a></li></ul>",
    ],
)
def test_other_days_on_its_page_are_not_that_of_an_article(markup: str) -> None:
    assert page(f"<title>{TITLE}</title>{markup}").article.published is None
