"""A real inspection of pages that give numbers away: no artefact of it holds one in clear."""

from __future__ import annotations

import gzip
import io
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from tests.corpus.safety.making import word, xlsx
from tests.crawler.persons import bank_card, id_number
from tests.crawler.web import Reply, Web, html

NUMBERS = [id_number(serial=f"{n:03}") for n in range(20, 31)]
CARD = bank_card()
IN_FILES = id_number(serial="040")
ROWS = (("姓名", "身份证号"), ("王明", IN_FILES))
CSV = f"姓名,身份证号\n王明,{IN_FILES}\n".encode("gb18030")
DOCX = word(["名单"], table=ROWS)
FILLING = "<p>" + "为做好公示工作，现将有关名单公布如下，公示期间如有异议请以书面形式反映。" * 4 + "</p>"


def _page(title: str, body: str, head: str = "") -> str:
    start = f"<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
    return f"{start}{body}{FILLING}</body></html>"


def _site() -> Web:
    text, titled, attribute, comment, link, gbk, query, script, entry, missing, spaced = NUMBERS
    pages = {
        "/t.html": _page("名单", f"<p>张三，身份证号{text}</p><p>银行卡号：{CARD}</p>"),
        "/title.html": _page(f"关于{titled}的公示", "<p>正文</p>"),
        "/attr.html": _page(
            "表", f"<p title='{attribute}' id='i{1}'>身份证</p>", f"<meta name=keywords content={attribute}>"
        ),
        "/comment.html": _page("表", f"<!-- 身份证 {comment} -->"),
        "/link.html": _page("表", f"<a href='/t.html'>张三 {link}</a>"),
        "/query.html": _page(
            "表", f"<a href='/q?idcard={query}&x=1'>查询</a><a href='http://127.0.0.1:9/{query}'>外</a>"
        ),
        "/script.html": _page("表", f"<script>var idcard = '{script}';</script>"),
        "/spaced.html": _page("表", f"<p>{spaced[:6]}<b>{spaced[6:14]}</b> {spaced[14:]}</p>"),
    }
    items = "".join(f"<li><a href={path}>第{path}次公示情况</a><span>2026-03-01</span></li>" for path in pages)
    items += f"<li><a href='/gbk.html'>公示 {entry} 情况</a><span>2026-03-02</span></li>"
    files = {
        "list.xlsx": xlsx(ROWS),
        "hidden.xlsx": xlsx((("姓名",),), hidden=ROWS),
        "list.csv": CSV,
        "list.docx": DOCX,
    }
    items += "".join(f"<li><a href='/f/{name}'>第{name}号名单文件</a><span>2026-03-03</span></li>" for name in files)
    home = _page(
        "某区人民政府", f"<div class=nav><a href=/list/>通知公告</a></div><a href=/gone.html>旧文</a><ul>{items}</ul>"
    )
    routes = {path: html(text_) for path, text_ in pages.items()}
    routes |= {"/": html(home), "/list/": html(_page("通知公告", f"<ul>{items}</ul>"))}
    routes |= {f"/f/{name}": Reply(body, headers={"Content-Type": "application/x"}) for name, body in files.items()}
    gbk_page = _page("名单", f"<p>李四，身份证号{gbk}</p>", "<meta charset=gbk>").encode("gbk")
    routes["/gbk.html"] = Reply(gbk_page, headers={"Content-Type": "text/html"})
    routes["/gone.html"] = html(_page("出错了", f"<p>找不到身份证{missing}的网页</p>"), 404)
    return Web(routes)


def _unpacked(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and everything packed inside it: every frame, member and record."""
    yield name, body
    for magic, unpack in ((b"\x28\xb5\x2f\xfd", _zstd), (b"\x1f\x8b\x08", _gzip)):
        start = body.find(magic)
        while start >= 0:
            if (inner := unpack(body[start:])) is not None:
                yield f"{name}@{start}", inner
            start = body.find(magic, start + 1)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for member in archive.namelist():
                yield from _unpacked(f"{name}/{member}", archive.read(member))


def _zstd(frame: bytes) -> bytes | None:
    try:
        return zstandard.ZstdDecompressor().decompressobj().decompress(frame)
    except zstandard.ZstdError:
        return None


def _gzip(member: bytes) -> bytes | None:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(member)).read()
    except (OSError, EOFError):
        return None


def test_no_artefact_of_an_inspection_holds_a_number_in_clear(tmp_path: Path) -> None:
    web = _site()
    workspace = tmp_path / "w"
    (workspace / "registry").mkdir(parents=True)
    with web.running():
        (workspace / "xuncha.toml").write_text(
            "[crawl]\nrender = 'never'\nrequests_per_second = 0\nconfirm_after_s = 0.1\ntimeout = 2\n"
            "[network]\nallow_private_hosts = ['127.0.0.0/8']\n",
            "utf-8",
        )
        (workspace / "registry/agencies.csv").write_text(
            "id,name,short_name,class,email\na,某区人民政府,某区,district,a@example.cn\n", "utf-8"
        )
        (workspace / "registry/sites.csv").write_text(
            f"id,agency,name,kind,url,site_id_code,outward_services\ns,a,某区,portal,{web.url}/,3101000001,yes\n",
            "utf-8",
        )
        (workspace / "registry/accounts.csv").write_text(
            "id,agency,platform,name,handle,url,feed,registered\n", "utf-8"
        )
        said = [_xuncha(workspace, "inspect", "--period", "2026Q1", "--as-of", "2026-03-10")]
    said.append(_xuncha(workspace, "judge", "--period", "2026Q1", "--reread"))
    for what in ("findings", "pages", "links", "columns"):
        said.append(_xuncha(workspace, "export", what, "--period", "2026Q1"))
    findings = said[2]
    said.append(_xuncha(workspace, "evidence", "export", "--warc", str(tmp_path / "w" / "all.warc.gz")))
    said.append(_xuncha(workspace, "report", "--period", "2026Q1"))
    artefacts = [("output", "\n".join(said).encode())]
    for file in sorted(workspace.rglob("*")):
        if file.is_file():
            artefacts += _unpacked(file.name, file.read_bytes())
            if file.suffix in {".db", ".sqlite"}:
                with sqlite3.connect(file) as database:
                    artefacts.append((f"{file.name} dump", "\n".join(database.iterdump()).encode("utf-8", "replace")))
    assert len(artefacts) > 30
    assert any("身份证" in body.decode("utf-8", "replace") for name, body in artefacts if "pack@" in name)
    for number in [*NUMBERS, CARD, IN_FILES]:
        assert [name for name, body in artefacts if number.encode() in body] == [], number
    assert findings.count('"exposed_personal_data"') >= 14
    assert findings.count("/f/") >= 4
    assert not any(NUMBERS[6] in path for path in web.asked), "an address with a number in it is not asked for"


def _xuncha(workspace: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "reports.cli", *arguments, "--workspace", str(workspace)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + done.stderr
