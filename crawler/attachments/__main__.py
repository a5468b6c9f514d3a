"""``python -m crawler.attachments MEMORY CPU_S``: reads files from standard input and tells what they give away.

Each file is one line of JSON (``url``, ``page``, ``name``, ``today``, ``length``) and its bytes; each answer is one
line of JSON. The process may hold so many bytes and use so many seconds of processor a file: a file that wants more
ends it, and whoever asked starts another.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from crawler.attachments.facts import facts_of
from storage.plain import to_plain


def main(memory: int, cpu_s: int) -> int:
    """Answer until standard input closes; 1 where memory ran out, after saying so."""
    _bound_memory(memory)
    source, out = sys.stdin.buffer, sys.stdout
    while line := source.readline():
        asked = json.loads(line)
        _bound_time(cpu_s)
        try:
            answer = _answer(source.read(asked["length"]), asked)
        except MemoryError:
            print('{"unread": "memory"}', file=out, flush=True)
            return 1
        print(json.dumps(answer), file=out, flush=True)
    return 0


def _answer(body: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    today = date.fromisoformat(asked["today"])
    facts = facts_of(body, url=asked["url"], page=asked["page"], name=asked["name"], today=today)
    return {"facts": [[type(fact).__name__, to_plain(fact)] for fact in facts]}


def _bound_memory(most: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(most: int) -> None:
    """Let the system end this process when the file that comes next takes too long."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + most
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
