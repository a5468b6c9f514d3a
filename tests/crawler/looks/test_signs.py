from __future__ import annotations

from datetime import datetime

import pytest

from crawler.looks.answers import Answer
from crawler.looks.signs import content_signs
from storage.records import SHANGHAI, Sign

URL = "http://www.example.gov.cn/a.html"


def answer(text: str, status: int = 200, *, server: str = "", url: str = URL, html: bool = True) -> Answer:
    body = text.encode()
    return Answer(
        url=url, at=datetime.now(SHANGHAI), final_url=url, status=status, body=body, length=len(body), html=html,
        server=server,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status", "server"),
    [
        ("<html><script>document.cookie='__jsl_clearance=1'</script></html>", 521, ""),
        ("<html><script>$_ts=window['$_ts'];</script></html>", 412, ""),
        ("<html><script>var x='acw_sc__v2'</script></html>", 200, ""),
        ("<html><title>Just a moment...</title></html>", 403, ""),
        ("<html>您的访问请求可能对网站造成安全威胁，请求已被阻断</html>", 200, ""),
        ("<html>请完成安全验证</html>", 200, ""),
        ("<html>正在排队，请稍候</html>", 503, ""),
        ("<html></html>", 403, "cf-mitigated: challenge"),
    ],
)
def test_walls_are_known(text: str, status: int, server: str) -> None:
    assert content_signs(answer(text, status, server=server)) == (Sign.CHALLENGE,)


def test_an_article_about_walls_is_no_wall() -> None:
    article = "<html><p>" + "关于网络安全：访问请求可能对网站造成安全威胁时的处置办法。" * 40 + "</p></html>"
    assert content_signs(answer(article)) == ()


def test_a_plain_refusal_is_no_challenge() -> None:
    assert content_signs(answer("<html><h1>403 Forbidden</h1></html>", 403)) == ()


@pytest.mark.parametrize(
    ("name", "text", "html", "sign"),
    [
        ("a.pdf", "<html>文件不存在</html>", True, Sign.HTML_FOR_FILE),
        ("a.css", "<html>文件不存在</html>", True, Sign.HTML_FOR_FILE),
        ("a.docx", "no such file", False, Sign.WRONG_MAGIC),
        ("a.zip", "", False, Sign.EMPTY),
        ("a.html", "", False, Sign.EMPTY),
    ],
)
def test_files_that_are_none(name: str, text: str, html: bool, sign: Sign) -> None:
    assert content_signs(answer(text, url=f"http://www.example.gov.cn/{name}", html=html)) == (sign,)


def test_a_table_saved_by_an_office_program_is_a_file() -> None:
    text = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'
    assert content_signs(answer(text, url="http://www.example.gov.cn/a.xls")) == ()
