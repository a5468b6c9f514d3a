"""What stands at an address: broken answers by the reason they prove, and fine ones that look broken."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable

from tests.crawler.web import Reply, Route, Web, html, redirect
from tests.labelled.files import ARTICLE, FILES, article

Served = Callable[[Web], Route]
"""A route, made for the server that will answer it (so that it can count how often it was asked)."""


def turns(*replies: Reply) -> Served:
    """One reply after the other, the last for good."""

    def made(web: Web) -> Route:
        return lambda path: replies[min(web.asked[path], len(replies)) - 1]

    return made


def always(reply: Reply) -> Served:
    return lambda _: reply


def held(*chunks: bytes, hold_s: float = 0.0) -> Served:
    """Bytes as they are, then silence, then the connection closes."""

    async def write(writer: asyncio.StreamWriter) -> None:
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
        await asyncio.sleep(hold_s)

    return always(Reply(raw=write))


def file(body: bytes, kind: str, status: int = 200, **headers: str) -> Served:
    return always(Reply(body, status, {"Content-Type": kind, **headers}))


def page(text: str, status: int = 200, **headers: str) -> Served:
    return always(html(text, status, **headers))


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
EXCEL_HTML = b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'
HEAD_ONLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 5000\r\n\r\n"
GONE_TEXT = "<html><head><title>{0}</title></head><body><p>{0}</p><a href='/'>返回首页</a></body></html>"
ERROR_PAGE = "<html><title>系统提示</title><body><img src=/fine/logo.png><p>{}</p><a href=/>首页</a></body></html>"

BROKEN: list[tuple[str, str, str, Served]] = [
    ("gone", "status_404", "/b/404.html", page(GONE_TEXT.format("404"), 404)),
    ("gone", "status_404_long", "/b/404long.html", page(article("页面"), 404)),
    ("gone", "status_410", "/b/410.html", page("gone", 410)),
    ("gone", "status_400", "/b/400.html", page("bad request", 400)),
    ("gone", "status_405", "/b/405.html", page("<title>405</title>Method Not Allowed", 405)),
    ("gone", "status_406", "/b/406.html", page("no", 406)),
    ("gone", "status_414", "/b/414.html", page("no", 414)),
    ("gone", "status_422", "/b/422.html", page("no", 422)),
    ("gone", "pdf_404", "/b/404.pdf", page("404", 404)),
    ("gone", "chinese_path", "/通知/已删除.html", page("404", 404)),
    ("gone", "redirect_to_404", "/b/to404.html", always(redirect("/b/404.html", 301))),
    ("gone", "redirects_to_404", "/b/toto404.html", always(redirect("/b/to404.html"))),
    ("gone", "relative_redirect", "/b/rel.html", always(redirect("404.html?from=rel"))),
    ("gone", "fine_once_is_not_fine", "/b/recheck.html", turns(html("x", 404), html("x", 410))),
    ("server_error", "status_500", "/b/500.html", page("<title>500</title>java.lang.NullPointerException", 500)),
    ("server_error", "status_502", "/b/502.html", page("<title>502 Bad Gateway</title>nginx", 502)),
    ("server_error", "status_503", "/b/503.html", page("<title>503 Service Unavailable</title>", 503)),
    ("server_error", "status_504", "/b/504.jsp?id=3", page("timeout", 504)),
    ("server_error", "status_501", "/b/501.html", page("no", 501)),
    ("server_error", "status_505", "/b/505.html", page("no", 505)),
    ("server_error", "redirect_to_500", "/b/to500.html", always(redirect("/b/500.html"))),
    ("unreachable", "reset", "/b/reset.html", held()),
    ("unreachable", "hangs", "/b/hangs.html", held(hold_s=9)),
    ("unreachable", "half_a_head", "/b/halfhead.html", held(b"HTTP/1.1 200 OK\r\nContent-Ty")),
    ("redirect_loop", "to_itself", "/b/loop.html", always(redirect("/b/loop.html"))),
    ("redirect_loop", "to_and_fro", "/b/to.html", always(redirect("/b/fro.html"))),
    ("redirect_loop", "fro_and_to", "/b/fro.html", always(redirect("/b/to.html"))),
    ("redirect_loop", "grows", "/b/grow?n=1", lambda web: lambda path: redirect(path + "1")),
    ("soft_404", "chinese_title", "/b/soft1.html", page(GONE_TEXT.format("页面不存在"))),
    ("soft_404", "deleted", "/b/soft2.html", page(ERROR_PAGE.format("该信息已被删除"))),
    ("soft_404", "article_gone", "/b/soft3.jsp?id=1", page(ERROR_PAGE.format("对不起，您访问的文章不存在或已删除！"))),
    ("soft_404", "column_closed", "/b/soft4.html", page(ERROR_PAGE.format("您访问的栏目已关闭"))),
    ("soft_404", "tomcat", "/b/soft5.html", page("<title>HTTP Status 404 – Not Found</title><h1>HTTP Status 404</h1>")),
    ("soft_404", "nginx", "/b/soft6.html", page("<title>404 Not Found</title><center>nginx</center>")),
    ("soft_404", "english", "/b/soft7.html", page("<h1>Sorry, the page you requested was not found.</h1>")),
    ("soft_404", "gbk", "/b/soft8.html", file(GONE_TEXT.format("您查找的页面已不存在").encode("gbk"), "text/html")),
    ("soft_404", "redirect_to_text", "/b/soft9.html", always(redirect("/b/error.jsp"))),
    ("soft_404", "error_page", "/b/error.jsp", page(ERROR_PAGE.format("抱歉，您要访问的页面找不到了"))),
    ("empty_file", "pdf", "/b/empty.pdf", file(b"", "application/pdf")),
    ("empty_file", "doc", "/b/empty.doc", file(b"", "application/msword")),
    ("empty_file", "zip_octet", "/b/empty.zip", file(b"", "application/octet-stream")),
    ("empty_file", "jpg", "/b/empty.jpg", file(b"", "image/jpeg")),
    ("empty_file", "page", "/b/empty.html", file(b"", "text/html")),
    ("empty_file", "gzipped", "/b/empty.xlsx", file(gzip.compress(b""), "x/y", **{"Content-Encoding": "gzip"})),
    ("bad_file", "html_for_pdf", "/b/html.pdf", page(article("附件预览失败"))),
    ("bad_file", "html_for_doc", "/b/html.doc", page("<html><body>系统繁忙</body></html>")),
    ("bad_file", "html_as_octet", "/b/octet.xls", file(b"<!DOCTYPE html><html>", "application/octet-stream")),
    ("bad_file", "text_for_pdf", "/b/text.pdf", file("系统繁忙".encode(), "application/pdf")),
    ("bad_file", "text_as_html_for_pdf", "/b/text2.pdf", file("文件读取失败".encode(), "text/html")),
    ("bad_file", "json_for_docx", "/b/json.docx", file(b'{"code":500}', "application/json")),
    ("bad_file", "png_for_pdf", "/b/png.pdf", file(FILES["png"][0], "application/pdf")),
    ("bad_file", "pdf_for_zip", "/b/pdf.zip", file(FILES["pdf"][0], "application/zip")),
    ("bad_file", "html_for_jpg", "/b/html.jpg", page(article("图片"))),
    ("bad_file", "html_for_png", "/b/html.png", file(b"<html><body>x</body></html>", "image/png")),
    ("bad_file", "html_for_css", "/b/html.css", page(article("样式"))),
    ("bad_file", "html_for_js", "/b/html.js", page(article("脚本"))),
    ("bad_file", "html_for_mp4", "/b/html.mp4", page(article("视频"))),
    ("bad_file", "truncated_pdf", "/b/short.pdf", held(HEAD_ONLY + b"%PDF-1.5\n%cut")),
    ("bad_file", "truncated_docx", "/b/short.docx", held(HEAD_ONLY.replace(b"pdf", b"zip") + FILES["docx"][0])),
]
"""Reason, name, path, answer."""

UNSURE: list[tuple[str, str, str, Served]] = [
    *(("guarded", f"status_{n}", f"/b/{n}.html", page("no", n)) for n in (401, 403, 407, 412, 429, 432, 451, 521, 999)),
    ("guarded", "pdf_403", "/b/403.pdf", page("no", 403)),
    ("guarded", "jsl_script", "/b/w1.html", page("<script>document.cookie='__jsl_clearance_s=1'</script>")),
    ("guarded", "rs_script", "/b/w2.html", page("<script>$_ts=window['$_ts'];if(!$_ts)$_ts={}</script>", 202)),
    (
        "guarded",
        "waf_text",
        "/b/w3.html",
        page("<title>网站防火墙</title>您的请求带有不合法参数，已被网站管理员设置拦截！"),
    ),
    (
        "guarded",
        "waf_405",
        "/b/w4.html",
        page("<title>405</title><img src=//errors.aliyun.com/x.png>您的访问被阻断", 405),
    ),
    ("guarded", "waiting_room", "/b/w5.html", page("<title>请稍候</title>当前访问人数过多，正在排队，请稍候……", 503)),
    ("guarded", "captcha", "/b/w6.html", page("<title>安全验证</title>请完成下方滑块验证后继续访问")),
    ("guarded", "wall_for_pdf", "/b/w7.pdf", page("<html><title>安全验证</title>请完成人机验证</html>")),
    ("guarded", "wall_for_img", "/b/w8.jpg", page("<html><title>访问被拒绝</title>您的访问被拒绝</html>")),
    ("guarded", "login", "/b/w9.html", always(redirect("/b/login?back=w9"))),
    ("unstable", "comes_and_goes", "/b/shaky.html", turns(html("x", 404), html(ARTICLE), html("x", 404))),
    ("unstable", "now_and_then_500", "/b/shaky2.pdf", turns(html("x", 404), Reply(FILES["pdf"][0]), html("x", 410))),
]

_BUSY = html("busy", 503)
_LATER = html("later", 429, **{"Retry-After": "1"})
ABOUT_404 = article(
    "关于网站“页面不存在”问题的整改通知", "有网民反映打开链接时提示“您访问的页面不存在”，404错误仍有发生。"
)
ABOUT_WALLS = article(
    "网络安全知识：什么是人机验证", "请完成安全验证、您的访问请求可能对网站造成安全威胁等提示意味着什么？"
)

FINE: list[tuple[str, str, Served]] = [
    ("moved", "/f/moved.html", always(redirect("/fine/a.html", 301))),
    ("moved_often", "/f/hops1", lambda web: lambda path: redirect("/f/hop2")),
    *((f"hop_{n}", f"/f/hop{n}", always(redirect(f"/f/hop{n + 1}", 300 + n % 3 + 1))) for n in range(2, 9)),
    ("last_hop", "/f/hop9", page(ARTICLE)),
    ("moved_307", "/f/307.html", always(redirect("/fine/a.html", 307))),
    ("moved_308", "/f/308.html", always(redirect("/fine/a.html", 308))),
    ("moved_relative", "/f/rel/x.html", always(redirect("../../fine/a.html"))),
    ("cookie_redirect", "/f/cookie", lambda web: lambda path: _cookie(web, path)),
    ("flaky_503", "/f/503.html", turns(_BUSY, html(ARTICLE))),
    ("flaky_500", "/f/500.html", turns(html("x", 500), html("x", 500), html(ARTICLE))),
    ("flaky_404", "/f/404.html", turns(html("x", 404), html(ARTICLE))),
    ("retry_after", "/f/429.html", turns(_LATER, html(ARTICLE))),
    ("about_404", "/f/about404.html", page(ABOUT_404)),
    ("about_404_short", "/f/about404b.html", page("<title>404路公交</title><h1>404路公交通车</h1>今日通车。")),
    ("about_walls", "/f/walls.html", page(ABOUT_WALLS)),
    ("about_deletion", "/f/delete.html", page(article("关于信息删除工作的通知", "该信息已删除的，应当留存。"))),
    ("near_empty", "/f/tiny.html", page("<title>值班电话</title><p>值班电话：12345</p>")),
    ("only_picture", "/f/picture.html", page("<title>海报</title><img src=/fine/logo.png alt=海报>")),
    ("only_iframe", "/f/frame.html", page("<title>地图</title><iframe src=/fine/a.html></iframe>")),
    ("blank_list", "/f/list.html", page("<title>通知公告</title><h1>通知公告</h1><p>暂无数据</p>")),
    ("no_head", "/f/nohead.html", page(ARTICLE)),
    ("gbk_query", "/f/s?q=%C3%F7%D6%DD", page(ARTICLE)),
    ("chinese_path", "/公开/2026年/年报.html", page(ARTICLE)),
    ("escaped_path", "/f/%E5%85%AC%E5%BC%80.html", page(ARTICLE)),
    ("space", "/f/a b.html", page(ARTICLE)),
    ("no_type", "/f/notype", always(Reply(ARTICLE.encode()))),
    ("wrong_type_doc", "/f/octet.doc", file(FILES["doc"][0], "text/html")),
    ("wrong_type_js", "/f/texthtml.js", file(b"var a = 1; function b() { return a < 2; }", "text/html")),
    ("wrong_type_css", "/f/plain.css", file(b".a { color: red }", "text/plain")),
    ("json_as_html", "/f/conf.json", file(b'{"a": 1}', "text/html")),
    ("text_as_html", "/f/readme.txt", file("说明：先安装，再运行。".encode(), "text/html")),
    ("excel_html", "/f/table.xls", file(EXCEL_HTML, "application/vnd.ms-excel")),
    ("rtf_doc", "/f/rtf.doc", file(rb"{\rtf1 x}", "application/msword")),
    ("docx_named_doc", "/f/new.doc", file(FILES["docx"][0], "application/msword")),
    ("webp_named_jpg", "/f/webp.jpg", file(FILES["webp"][0], "image/jpeg")),
    ("pdf_after_junk", "/f/junk.pdf", file(b"\r\n\xef\xbb\xbf" + FILES["pdf"][0], "application/pdf")),
    ("gzip", "/f/gzip.html", file(gzip.compress(ARTICLE.encode()), "text/html", **{"Content-Encoding": "gzip"})),
    ("gzip_declared_not_used", "/f/nogzip.html", file(ARTICLE.encode(), "text/html", **{"Content-Encoding": "gzip"})),
    ("accepted", "/f/202.html", page(ARTICLE, 202)),
    ("no_content", "/f/204", always(Reply(b"", 204))),
    ("empty_css", "/f/empty.css", file(b"", "text/css")),
    ("empty_js", "/f/empty.js", file(b"", "application/javascript")),
    ("login_form", "/f/login.html", page(article("用户登录", "请登录后办理。"))),
    ("page_too_short", "/f/length.html", held(OK + b"Content-Length: 99999\r\n\r\n" + ARTICLE.encode())),
    ("chunked", "/f/chunked.html", held(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n")),
    ("until_close", "/f/close.html", held(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + ARTICLE.encode())),
    ("refresh_stub", "/f/stub.html", page('<meta http-equiv="refresh" content="0;url=/fine/a.html">')),
    ("script_stub", "/f/stub2.html", page("<script>location.href='/fine/a.html'</script>")),
    ("home_again", "/index.html", page(article("某市人民政府"))),
]  # fmt: skip
"""Name, path, answer."""


def _cookie(web: Web, path: str) -> Reply:
    """A host that sets a cookie, redirects to the same address, and answers whoever comes back with it."""
    if "cookie" in web.headers.get(path, {}):
        return html(ARTICLE)
    return redirect(path, **{"Set-Cookie": "seen=1; Path=/"})
