"""The labelled site: one page a case, the hosts around it, and what is to be said of every address."""

from __future__ import annotations

import contextlib
import gzip
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.crawler.web import Reply, Web, html, redirect
from tests.labelled import answers, hosts, sources
from tests.labelled.files import FILES, article

Label = tuple[str, str]
"""Check and reason."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled address. ``kind``: broken, unsure, fine, no_link. ``label`` None: nobody may complain of it, nor, of
    a page without links (its ``subject``), of anything that it names."""

    kind: str
    name: str
    subject: str
    label: Label | None = None


@dataclass(slots=True)
class Labelled:
    """The site while it is built, and then while it is served."""

    web: Web
    cases: list[Case] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    def add(self, case: Case, markup: str, *, whole: bool = False) -> None:
        """Put a case on a page of its own."""
        markup = markup.replace("{host}", self.web.url.removeprefix("http://"))
        path = f"/c/{len(self.pages)}-{case.kind}-{case.name}.html"
        self.pages[path] = case.name
        text = article(case.name)
        self.web.routes[path] = html(markup if whole else text.replace("</body>", f"{markup}</body>"))
        self.cases.append(case)

    def link(self, kind: str, name: str, path: str, served: answers.Served, label: Label | None = None) -> None:
        """Link to a path of the site and serve it."""
        asked = quote(path, safe="/?=&%+")
        self.web.routes[asked] = served(self.web)
        self.add(Case(kind, name, self.web.url + asked, label), f'<a href="{path}">{name}</a>')

    def home(self) -> Reply:
        rows = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in self.pages.items())
        return html(article("某市人民政府").replace("</body>", f"<ul>{rows}</ul></body>"))


def _missing(path: str) -> Reply:
    """A path that leads to a longer one, or nothing."""
    return redirect(path + "1") if path.startswith("/b/grow") else html("<title>404</title>404 Not Found", 404)


def broken(reason: str) -> Label:
    return ("broken_links", reason)


@contextlib.contextmanager
def labelled_site(folder: Path) -> Iterator[Labelled]:
    """The site and all hosts around it, answering until the block ends. ``folder``: where certificates are made."""
    web = Web({}, default=_missing)
    with contextlib.ExitStack() as stack:
        stack.enter_context(web.running())
        site = Labelled(web)
        _sources(site)
        for reason, name, path, served in answers.BROKEN:
            site.link("broken", name, path, served, broken(reason))
        for reason, name, path, served in answers.UNSURE:
            site.link("unsure", name, path, served, broken(reason))
        for name, path, served in answers.FINE:
            site.link("fine", name, path, served)
        web.routes["/b/login?back=w9"] = html(
            "<title>统一身份认证</title><form>用户名<input name=u>密码<input name=p type=password></form>"
        )
        _addresses(site)
        _anchors(site)
        _named_elsewhere(site)
        for host in hosts.HOSTS:
            other = stack.enter_context(host.running(folder))
            for kind, name, path, reason in host.links:
                check = "wrong_links" if reason == "sent_home" else "broken_links"
                label = None if reason is None else (check, reason)
                site.add(Case(kind, name, other + path, label), f'<a href="{other}{path}">{name}</a>')
        site.add(
            Case("broken", "closed_port", f"http://127.0.0.1:{closed_port()}/", broken("unreachable")),
            f'<a href="http://127.0.0.1:{closed_port()}/">已关停的网站</a>',
        )
        name = "http://mingzhou-old-site.invalid/"
        site.add(Case("broken", "unknown_name", name, broken("unreachable")), f'<a href="{name}">已注销的域名</a>')
        web.routes["/"] = web.routes["/index.html"] = site.home()
        yield site


_CLOSED: list[int] = []


def closed_port() -> int:
    """A port at which nobody answers."""
    if not _CLOSED:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            _CLOSED.append(probe.getsockname()[1])
    return _CLOSED[0]


def _sources(site: Labelled) -> None:
    """Every markup twice: the target gone, and the target there."""
    table = [*((n, m, e, False) for n, (m, e) in sources.MARKUP.items())]
    table += [(n, m, e, True) for n, (m, e) in sources.WHOLE.items()]
    for body, kind in (FILES[e] for e in ("html", "png")):
        ending = "html" if "html" in kind else "png"
        site.web.routes[f"/fine/{'a' if ending == 'html' else 'logo'}.{ending}"] = Reply(
            body, 200, {"Content-Type": kind}
        )
    for name, markup, ending, whole in table:
        body, kind = FILES[ending]
        site.web.routes[f"/fine/{name}.{ending}"] = Reply(body, 200, {"Content-Type": kind})
        for folder, label in (("gone", broken("gone")), ("fine", None)):
            path = f"/{folder}/{name}.{ending}"
            written = markup.replace("{u}", path).replace("{u_tabbed}", f"{path[:4]}\t{path[4:]}")
            kind_ = "broken" if label else "fine"
            site.add(Case(kind_, name, site.web.url + path, label), written, whole=whole)
    for name, markup in sources.NO_LINKS.items():
        site.add(Case("no_link", name, f"{site.web.url}/c/{len(site.pages)}-no_link-{name}.html"), markup)


MALFORMED = {
    "port": "http://127.0.0.1:99999/a.html",
    "letters_for_port": "http://www.mingzhou.gov.cn:8o80/",
    "no_host": "http://",
    "blank_in_host": "http://www.mingzhou gov.cn/",
    "bracket": "http://[www.mingzhou.gov.cn/",
    "doubled_scheme_typo": "http://www.ming|zhou.gov.cn/",
}
LOCAL = {
    "file": "file:///C:/Users/admin/Desktop/tongzhi.doc",
    "drive": r"C:\Users\admin\Documents\附件1.doc",
    "drive_slash": "D:/网站/图片/1.jpg",
    "share": r"\\192.168.1.8\share\附件.xls",
    "file_host": "file://fileserver/gongwen/1.pdf",
}


def _addresses(site: Labelled) -> None:
    for reason, written in (("malformed", MALFORMED), ("local_path", LOCAL)):
        for name, address in written.items():
            site.add(Case("broken", name, address, broken(reason)), f"<a href='{address}'>附件</a>")
    site.add(Case("broken", "local_image", "file:///D:/a.png", broken("local_path")), '<img src="file:///D:/a.png">')


def _anchors(site: Labelled) -> None:
    """Fragments: of the page itself and of another, there and not there."""
    web = site.web
    web.routes["/f/parts.html"] = html(article("目录").replace("</h1>", "</h1><h2 id=one>一</h2><a name='第二'>二</a>"))
    for kind, name, fragment in (
        ("broken", "anchor_none", "three"),
        ("broken", "anchor_case", "One"),
        ("broken", "anchor_chinese", "第三"),
        ("fine", "anchor_id", "one"),
        ("fine", "anchor_name", "第二"),
        ("fine", "anchor_escaped", quote("第二")),
        ("fine", "anchor_top", "top"),
        ("fine", "anchor_TOP", "TOP"),
        ("fine", "anchor_empty", ""),
        ("fine", "anchor_text", ":~:text=目录"),
    ):
        written = fragment if "%" in fragment else quote(fragment, safe=":~=")
        subject = f"{web.url}/f/parts.html#{written}"
        label = broken("broken_anchor") if kind == "broken" else None
        site.add(Case(kind, name, subject, label), f'<a href="/f/parts.html#{fragment}">目录</a>')
    here = f"{web.url}/c/{len(site.pages)}-broken-anchor_here.html#nowhere"
    site.add(Case("broken", "anchor_here", here, broken("broken_anchor")), '<a href="#nowhere">本页</a>')
    site.add(Case("fine", "anchor_here_fine", web.url + "/c/#here"), '<a href="#here">本页</a><p id=here>这里</p>')
    site.add(Case("fine", "hash_alone", web.url + "/c/#"), '<a href="#">返回顶部</a><a href="#top">顶部</a>')


SHEET = """@import "sub.css"; @import url(/gone/import.css);
.a { background: url( ../gone/sheet.png ) } .b { background: url("../fine/logo.png") }
@font-face { src: url(../gone/hei.woff2) format("woff2"), url(../fine/hei.woff) } /* url(../none/comment.png) */
.c { background: url(data:image/png;base64,iVBORw0KGgo=) } .d { filter: url(#none) }"""


ROBOTS = """User-agent: *
Disallow: /forbidden/
Sitemap: {url}/maps/all.xml
Sitemap: {url}/gone/map.xml
"""


def _named_elsewhere(site: Labelled) -> None:
    """Addresses that no page names: in style sheets, sitemaps, robots.txt and scripts that build pagers."""
    web, url = site.web, site.web.url
    css = {"Content-Type": "text/css"}
    web.routes |= {
        "/s/site.css": Reply(SHEET.encode(), 200, css),
        "/s/sub.css": Reply(b".e{background:url('../gone/deep.gif')}", 200, css),
        "/fine/hei.woff": Reply(b"wOFF" + b"\x00" * 32),
        "/list/index.html": html(article("列表") + "<script>createPageHTML(4, 0, 'index', 'html');</script>"),
        "/list/index_1.html": html(article("第二页")),
        "/robots.txt": Reply(ROBOTS.replace("{url}", url).encode(), 200, {"Content-Type": "text/plain"}),
        "/maps/all.xml": _sitemap(url, "sitemapindex", "/maps/a.xml.gz", "/gone/b.xml"),
        "/maps/a.xml.gz": Reply(gzip.compress(_sitemap(url, "urlset", "/gone/in-map.html", "/f/in-map.html").body)),
        "/sitemap.xml": _sitemap(url, "urlset", "/gone/well-known.html"),
        "/f/in-map.html": html(article("只在站点地图里")),
    }
    site.add(Case("fine", "sheet", f"{url}/s/site.css"), '<link rel=stylesheet href="/s/site.css">')
    site.add(Case("fine", "pager", f"{url}/list/index.html"), '<a href="/list/index.html">列表</a>')
    site.add(Case("fine", "forbidden", f"{url}/forbidden/x.html"), '<a href="/forbidden/x.html">内部</a>')
    for name, path in {
        "sheet_picture": "/gone/sheet.png",
        "sheet_import": "/gone/import.css",
        "sheet_font": "/gone/hei.woff2",
        "sheet_of_sheet": "/gone/deep.gif",
        "pager_2": "/list/index_2.html",
        "pager_3": "/list/index_3.html",
        "robots_sitemap": "/gone/map.xml",
        "sitemap_of_index": "/gone/b.xml",
        "in_sitemap": "/gone/in-map.html",
        "in_well_known_sitemap": "/gone/well-known.html",
    }.items():
        site.cases.append(Case("broken", name, url + path, broken("gone")))
    for name, path in {
        "sheet_picture_fine": "/fine/logo.png",
        "sheet_font_fine": "/fine/hei.woff",
        "pager_1": "/list/index_1.html",
        "index_of_sitemaps": "/maps/all.xml",
        "zipped_sitemap": "/maps/a.xml.gz",
        "in_sitemap_fine": "/f/in-map.html",
    }.items():
        site.cases.append(Case("fine", name, url + path))


def _sitemap(url: str, root: str, *paths: str) -> Reply:
    listed = "".join(f"<url><loc>{url}{path}</loc></url>" for path in paths)
    return Reply(f"<{root}>{listed}</{root}>".encode(), 200, {"Content-Type": "application/xml"})
