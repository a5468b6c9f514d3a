"""Settings: every key optional, every mistake named by line, key and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import settings
from reports.errors import UsageError


def load(tmp_path: Path, text: str) -> settings.Settings:
    path = tmp_path / "xuncha.toml"
    path.write_text(text)
    return settings.load(path)


def test_an_empty_file_gives_the_interfaces_defaults(tmp_path: Path) -> None:
    read = load(tmp_path, "").crawl_settings()
    assert (read.max_pages, read.max_body_bytes, read.requests_per_second) == (200_000, 20 * 2**20, 4)
    assert (read.concurrency, read.timeout_s, read.confirm_after_s, read.render) == (8, 15, 10, "auto")
    assert read.obey_robots


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crawl]\nmax_pages = -1\n", ["第 2 行", "crawl.max_pages = -1", "不能小于 0"]),
        ('[crawl]\nrender = "often"\n', ["第 2 行", "'often'", "'never'、'auto'、'always'"]),
        ("[crawl]\n\nspeed = 1\n", ["第 3 行", "crawl.speed", "没有这一项"]),
        ("[crawl]\ntimeout = '15'\n", ["crawl.timeout", "应为数字"]),
        ('[network]\nproxy = "socks5://x"\n', ["network.proxy", "http://"]),
        ('[network]\nallow_private_hosts = ["10.0.0.0/99"]\n', ["allow_private_hosts.0", "10.0.0.0/99"]),
        ("[crawl\n", ["第 1 行第 7 列", "不是合法的 TOML"]),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        load(tmp_path, text)
    for part in ["xuncha.toml", *said]:
        assert part in str(error.value)
