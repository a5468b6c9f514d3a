"""Seconds of inspecting 500 accounts with feeds, asked over HTTP on loopback, judged and scored.

Run: python -m benchmarks.accounts [ACCOUNTS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ENTRIES = 30
SETTINGS = '[crawl]\nrequests_per_second = 4\nconfirm_after_s = 1\n[network]\nallow_private_hosts = ["127.0.0.0/8"]\n'
PLATFORMS = ("wechat_official", "weibo", "douyin", "kuaishou", "toutiao", "baijiahao", "bilibili", "other")
AGENCIES = 70
HOSTS = 12
"""Loopback addresses over which the feeds are spread: each has the pace of a host of its own."""


def _feed() -> bytes:
    now = datetime.now(UTC)
    entries = "".join(
        f"<entry><id>{n}</id><title>第 {n} 条</title>"
        f"<published>{(now - timedelta(days=n)).isoformat()}</published></entry>"
        for n in range(ENTRIES)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>'.encode()


class _Bridge(BaseHTTPRequestHandler):
    feed = _feed()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.feed)))
        self.end_headers()
        self.wfile.write(self.feed)

    def log_message(self, format: str, *arguments: object) -> None: ...


def main() -> None:
    """Build a workspace, inspect it in a process of its own, print the seconds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadingHTTPServer(("0.0.0.0", 0), _Bridge) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        registry = Path(folder) / "registry"
        registry.mkdir()
        (Path(folder) / "xuncha.toml").write_text(SETTINGS, "utf-8")
        agencies = "".join(f"g{n},单位{n},单位{n},department,g{n}@example.gov.cn\n" for n in range(AGENCIES))
        (registry / "agencies.csv").write_text(f"id,name,short_name,class,email\n{agencies}", "utf-8")
        (registry / "sites.csv").write_text("id,agency,name,kind,url,site_id_code,outward_services\n", "utf-8")
        rows = "".join(
            f"a{n},g{n % AGENCIES},{PLATFORMS[n // AGENCIES % len(PLATFORMS)]},账号{n},,,"
            f"http://127.0.0.{n % HOSTS + 1}:{server.server_port}/{n}.xml,yes\n"
            for n in range(count)
        )
        (registry / "accounts.csv").write_text(f"id,agency,platform,name,handle,url,feed,registered\n{rows}", "utf-8")
        began = time.monotonic()
        command = [sys.executable, "-m", "reports.cli", "inspect", "--period", "2026Q4", "--workspace", folder]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        print(said.stdout.strip())
        print(f"{count} accounts in {time.monotonic() - began:.1f} s")
        server.shutdown()


if __name__ == "__main__":
    main()
