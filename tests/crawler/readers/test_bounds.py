from __future__ import annotations

import pytest

from crawler.readers.bounds import LONG, MANY_TAGS, MAX_ATTRIBUTES, MAX_DEPTH, MAX_ROOTS, bounded

FILL = "<p>字</p>" * (LONG // 4)


@pytest.mark.parametrize(
    "markup",
    [
        FILL,
        "<table>" + "<tr><td><font>字" * MANY_TAGS + "</table>",
        "<ul>" + "<li><span>字" * MANY_TAGS + "</ul>",
        "<dl>" + "<dt><b>字<dd><i>字" * MANY_TAGS + "</dl>",
        "<select>" + "<option>字" * MANY_TAGS + "</select>",
        "<div>" * (MAX_DEPTH - 1) + FILL,
        f"<script>for(i=0;i<n;i++)a[i]={{b:'c',d:\"e\"}};if(a<b==c)d=e</script>{FILL}",
        f"<p title='<div a b c>' data-x=\"a>b\" a==b = c/>{FILL}",
        f"{FILL}<p title='never closed",
    ],
)
def test_honest_markup_is_left_alone(markup: str) -> None:
    assert bounded(markup) == markup


def many(count: int) -> str:
    return " ".join(f"a{number}='<>'" for number in range(count))


@pytest.mark.parametrize("fill", [FILL, ""])
def test_attributes_beyond_the_bound_are_left_out(fill: str) -> None:
    markup = f"{fill}<p {many(10 * MAX_ATTRIBUTES)}>甲</p><p {many(9)}>乙</p>{fill}"
    expected = f"{fill}<p {many(MAX_ATTRIBUTES)}>甲</p><p {many(9)}>乙</p>{fill}"
    assert bounded(markup) == expected


def test_a_page_too_deep_is_cut_where_it_is() -> None:
    markup = "<p>甲</p>" + "<div>" * MANY_TAGS + "乙"
    assert bounded(markup) == "<p>甲</p>" + "<div>" * MAX_DEPTH


def test_repeated_roots_are_cut_off() -> None:
    assert bounded("<body a=b>" * LONG) == "<body a=b>" * MAX_ROOTS
