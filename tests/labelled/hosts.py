"""Hosts around the labelled site: each with its own manner of answering to what it does not have."""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.web import Reply, Route, Web, html, redirect
from tests.labelled.files import ARTICLE, FILES, article

Manner = Callable[[str], Reply]

HOME = html(article("某区人民政府"))
WORDLESS = html("<html><title>某区人民政府</title><body><img src=/logo.png><p>请从首页重新进入</p></body></html>")
SHELL = html('<!doctype html><html><title>一网通办</title><div id="app"></div><script src="/app.js"></script></html>')
DOC = Reply(FILES["pdf"][0], 200, {"Content-Type": "application/pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host on loopback. ``links``: kind, name, path and expected reason of what the site links to there."""

    manner: Manner
    links: tuple[tuple[str, str, str, str | None], ...]
    routes: dict[str, Route] = field(default_factory=dict)
    certificate: str | None = None

    @contextlib.contextmanager
    def running(self, folder: Path) -> Iterator[str]:
        """Serve, and give the host's origin."""
        tls = None if self.certificate is None else tls_of(folder, self.certificate)
        web = Web({"/": HOME, "/ok.html": html(ARTICLE), "/ok.pdf": DOC, **self.routes}, self.manner, tls)
        with web.running():
            yield web.url


def honest(path: str) -> Reply:
    return html("<title>404 Not Found</title>", 404)


def by_folder(path: str) -> Reply:
    """An application in a folder of an honest host that has an answer to everything."""
    return WORDLESS if path.startswith("/app/") else honest(path)


def echoing(path: str) -> Reply:
    """An error page that repeats the address and the time."""
    return html(
        f"<title>提示</title><p>您请求的地址 {path} 由系统处理，编号 {hash(path) % 99991}，如有疑问请致电12345</p>"
    )


def short(path: str) -> Reply:
    return html("<title>某区</title><p>电话</p>")


HOSTS = (
    Host(
        manner=lambda path: WORDLESS,
        links=(
            ("broken", "wordless_200", "/gone/1.html", "soft_404"),
            ("broken", "wordless_200_deep", "/a/b/c/2.html", "soft_404"),
            ("broken", "wordless_for_pdf", "/gone/3.pdf", "soft_404"),
            ("broken", "wordless_that_names_itself", "/logo.png", "soft_404"),
            ("fine", "wordless_host_page", "/ok.html", None),
            ("fine", "wordless_host_pdf", "/ok.pdf", None),
            ("fine", "wordless_host_home", "/", None),
            ("fine", "wordless_host_index", "/index.html", None),
        ),
        routes={"/index.html": HOME},
    ),
    Host(
        manner=lambda path: redirect("/"),
        links=(
            ("broken", "all_to_home", "/gone/1.html", "soft_404"),
            ("broken", "all_to_home_pdf", "/gone/1.pdf", "soft_404"),
            ("fine", "to_home_host_page", "/ok.html", None),
            ("fine", "to_home_host_home", "/", None),
        ),
    ),
    Host(
        manner=lambda path: redirect("/error/index.html"),
        links=(
            ("broken", "all_to_error", "/gone/1.html", "soft_404"),
            ("fine", "to_error_host_page", "/ok.html", None),
            ("fine", "to_error_host_moved", "/moved.html", None),
        ),
        routes={"/error/index.html": WORDLESS, "/moved.html": redirect("/ok.html")},
    ),
    Host(
        manner=lambda path: redirect("/404.html"),
        links=(("broken", "to_honest_error", "/gone/1.html", "gone"), ("fine", "honest_error_page", "/ok.html", None)),
        routes={"/404.html": html("<title>404</title>", 404)},
    ),
    Host(
        manner=lambda path: html("<html><body></body></html>"),
        links=(
            ("broken", "near_empty", "/gone/1.html", "soft_404"),
            ("fine", "near_empty_host_page", "/ok.html", None),
            ("fine", "near_empty_host_tiny", "/tiny.html", None),
            ("fine", "near_empty_host_picture", "/picture.html", None),
            ("fine", "near_empty_host_stub", "/stub.html", None),
        ),
        routes={
            "/tiny.html": html("<html><body>12345</body></html>"),
            "/picture.html": html("<html><body><img src=/poster.jpg></body></html>"),
            "/stub.html": html("<html><script>location.href='/ok.html'</script><body></body></html>"),
        },
    ),
    Host(
        manner=lambda path: HOME,
        links=(
            ("broken", "home_served_for_all", "/gone/1.html", "soft_404"),
            ("fine", "home_host_page", "/ok.html", None),
            ("fine", "home_host_home", "/", None),
        ),
    ),
    Host(
        manner=lambda path: html("<script>window.location.href='/'</script>"),
        links=(
            ("broken", "script_to_home", "/gone/1.html", "soft_404"),
            ("fine", "script_host_page", "/ok.html", None),
            ("fine", "script_host_stub", "/stub.html", None),
        ),
        routes={"/stub.html": html("<script>window.location.href='/ok.html'</script>")},
    ),
    Host(
        manner=lambda path: html('<meta http-equiv="refresh" content="3;url=/"><p>页面将在三秒后跳转</p>'),
        links=(
            ("broken", "refresh_to_home", "/gone/1.html", "soft_404"),
            ("fine", "refresh_host_page", "/ok.html", None),
        ),
    ),
    Host(
        manner=lambda path: SHELL,
        links=(("fine", "shell_route", "/matters/17", None), ("fine", "shell_other_route", "/matters", None)),
    ),
    Host(
        manner=by_folder,
        links=(
            ("fine", "honest_host_first", "/ok.html", None),
            ("broken", "honest_host_gone", "/x.html", "gone"),
            ("broken", "folder_of_its_own", "/app/show/7.html", "soft_404"),
            ("fine", "folder_page", "/app/ok.html", None),
        ),
        routes={"/app/ok.html": html(article("办事指南"))},
    ),
    Host(
        manner=echoing,
        links=(("broken", "echoing", "/gone/1.html", "soft_404"), ("fine", "echoing_page", "/ok.html", None)),
    ),
    Host(
        manner=short,
        links=(("broken", "short_error", "/gone/1.html", "soft_404"), ("fine", "short_page", "/contact.html", None)),
        routes={"/contact.html": html("<title>某区</title><p>电话：12345 地址：某路一号，邮编二〇〇〇〇〇</p>")},
    ),
    Host(
        manner=honest,
        links=(
            ("broken", "sent_home", "/old/1.html", "sent_home"),
            ("broken", "sent_home_by_index", "/old/2.html", "sent_home"),
            ("broken", "sent_home_for_pdf", "/old/3.pdf", "sent_home"),
            ("broken", "sent_home_by_script", "/old/4.html", "sent_home"),
            ("fine", "home_with_www_path", "/index.html", None),
            ("fine", "home_without_slash", "", None),
        ),
        routes={
            "/old/1.html": redirect("/", 301),
            "/old/2.html": redirect("/index.html"),
            "/old/3.pdf": redirect("/"),
            "/old/4.html": html("<script>location.replace('/')</script>"),
            "/index.html": redirect("/", 301),
        },
    ),
    Host(
        manner=honest, links=(("broken", "expired", "/ok.html", "tls"),), certificate="expired"
    ),
    Host(manner=honest, links=(("broken", "self_signed", "/ok.html", "tls"),), certificate="self_signed"),
    Host(
        manner=honest,
        links=(("fine", "no_intermediate", "/ok.html", None), ("broken", "no_intermediate_gone", "/b.html", "gone")),
        certificate="no_intermediate",
    ),
)  # fmt: skip


def tls_of(folder: Path, kind: str) -> ssl.SSLContext:
    """A server's context whose certificate is expired, self_signed, or lacks the one in between."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    days = (-30, -1) if kind == "expired" else (-1, 30)
    now = datetime.now(UTC)
    issuer, signer = (
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "中间证书")]),
        ec.generate_private_key(ec.SECP256R1()),
    )
    if kind != "no_intermediate":
        issuer, signer = own, key
    certificate = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(signer, hashes.SHA256())
    )
    file = folder / f"{kind}.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
