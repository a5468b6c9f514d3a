"""CPU time that the rules on barriers take on a page of 50 KB with 220 links, beside that of parsing it.

``python benchmarks/barriers.py [--rounds 200] [FOLDER]...``: also on every saved page of the folders, averaged.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from crawler.decode import Undecodable, decode
from crawler.readers.barriers import read_barriers
from crawler.readers.dom import Dom

ITEM = (
    '<li><a href="/zwgk/tzgg/202611/t20261110_{0}.html" title="{1}" target="_blank">{1}</a><span>2026-11-10</span></li>'
)
FIELD = '<form action="/search"><input type="text" name="q" title="关键词"><button>搜索</button></form>'


def page(links: int = 220, size: int = 50_000) -> str:
    """A list page in the manner of a publishing system: menu, search, items, pictures, a long text, a foot."""
    items = "".join(ITEM.format(number, f"关于做好第{number}项工作的通知") for number in range(links))
    pictures = "".join(f'<p><img src="/images/{number}.png" alt="图{number}"></p>' for number in range(10))
    head = '<!DOCTYPE html><html lang="zh-CN"><head><title>通知公告</title></head><body><h1>通知公告</h1>'
    text = f"{head}{FIELD}<ul>{items}</ul>{pictures}"
    paragraph = "<p>各区人民政府，市政府各委、办、局：现将有关事项通知如下，请认真贯彻执行。</p>"
    return text + paragraph * ((size - len(text.encode())) // len(paragraph.encode())) + "</body></html>"


def cost(texts: Sequence[str], rounds: int) -> tuple[float, float]:
    """Milliseconds of parsing and of the rules, a page."""
    parsing = rules = 0.0
    for _ in range(rounds):
        for text in texts:
            start = time.process_time()
            dom = Dom(text, url="http://www.example.gov.cn/", encoding="utf-8")
            middle = time.process_time()
            read_barriers(dom)
            parsing, rules = parsing + middle - start, rules + time.process_time() - middle
    return parsing / rounds / len(texts) * 1000, rules / rounds / len(texts) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=200)
    given = options.parse_args()
    made = page()
    print(f"{len(made.encode()):,} bytes: parsing %.3f ms, rules %.3f ms" % cost([made], given.rounds))
    for folder in given.folders:
        texts = []
        for path in sorted(folder.rglob("*.htm*")):
            try:
                texts.append(decode(path.read_bytes(), None).text)
            except Undecodable:
                continue
        if texts:
            print(
                f"{folder}, {len(texts)} pages: parsing %.3f ms, rules %.3f ms"
                % cost(texts, max(given.rounds // 40, 1))
            )


if __name__ == "__main__":
    main()
