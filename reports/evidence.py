"""What was seen of a finding: every look at its addresses, and what was kept of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks import messages
from crawler.decode import Undecodable, decode
from crawler.looks import magic
from crawler.readers.dom import Dom
from reports.errors import UsageError
from reports.explaining import finding_of
from reports.files import replaced
from reports.findings import IN_PERSON, stamp
from reports.masking import masked
from storage.records import Failure, Finding, Look, Registry, Run, Sight
from storage.store import StoreError

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.evidence import Evidence
    from storage.store import Store
    from storage.warc import Shot

AROUND = 160
"""Characters of a page's text that an excerpt shows before and after the place that matters."""


class Replay:
    """The looks and bodies behind findings, from what is stored; nothing is asked of the network."""

    def __init__(self, store: Store, evidence: Evidence, registry: Registry, scheme: Scheme) -> None:
        self._store = store
        self._evidence = evidence
        self._registry = registry
        self._scheme = scheme

    def show(self, key: str, period: str | None) -> str:
        """What was seen of one finding, as plain text with the numbers of persons masked.

        Raises:
            UsageError: nobody found anything under this key.
        """
        run, site, finding = finding_of(self._store, self._registry, self._scheme, key, period)
        lines = [
            f"{messages.title(finding.check)}（{finding.check} · {finding.reason}）",
            f"网站      {site.name}（{site.id}）",
            f"检查期    {run.period} 第 {run.round} 轮",
            f"说明      {masked(messages.message(finding))}",
            f"编号      {key}",
        ]
        for title, url in _places(finding):
            lines += ["", f"{title}  {url}"]
            seen = self._looks(run, url)
            for _, look in seen:
                lines += self._told(look, finding)
            if not seen:
                lines.append("  没有访问记录")
        if unbound := self._unbound(run, finding):
            lines += ["", "其他依据"]
            lines += [f"  {_sight(sight)}" for sight in unbound]
        return "\n".join(lines)

    def export(self, out: Path, keys: Sequence[str], period: str | None) -> int:
        """Write the looks behind some findings, or all looks of a period, as WARC; returns how many.

        ``period``: None for the last in which the findings were found, or for the last inspected. A name that ends
        in .gz makes a compressed file.

        Raises:
            UsageError: no such finding or period, the extra is missing, or nothing can be written there.
        """
        try:
            from storage.warc import write_warc  # noqa: PLC0415 - an extra
        except ImportError:
            raise UsageError("--warc：要先安装 xuncha[warc]") from None
        if keys:
            shots, title = self._of_findings(keys, period), " ".join(keys)
        else:
            title = self._inspected(period)
            shots = self._of_period(title)
        software = f"xuncha/{metadata.version('xuncha')}"
        with replaced(out) as beside, beside.open("wb") as file:
            return write_warc(file, shots, title=title, software=software, gzip=out.suffix == ".gz")

    def _inspected(self, period: str | None) -> str:
        known = {run.period for run in self._store.runs()}
        if not known or (period is not None and period not in known):
            raise UsageError(f"{f'{period} ' if period else '这个工作区'}还没有检查过，先用 xuncha inspect")
        return period or max(known)

    def _of_findings(self, keys: Iterable[str], period: str | None) -> Iterator[Shot]:
        from storage.warc import Shot  # noqa: PLC0415 - an extra

        written = set()
        for key in dict.fromkeys(keys):
            run, _, finding = finding_of(self._store, self._registry, self._scheme, key, period)
            shots = [
                self._shot(seen_by.target, look, rendered=self._rendered(seen_by, look))
                for _, url in _places(finding)
                for seen_by, look in self._looks(run, url)
            ]
            subject = finding.subject.partition("#")[0]
            shots += [Shot(look=_look(subject, sight), target=run.target) for sight in self._unbound(run, finding)]
            for shot in shots:
                name = (run.period, run.round, shot.target, shot.look.url, shot.look.at)
                if name not in written:
                    written.add(name)
                    yield shot

    def _of_period(self, period: str) -> Iterator[Shot]:
        for run in self._store.runs(period):
            built = {page.sha256 for page in self._store.pages(run.id) if page.rendered}
            for look in self._store.looks(run.id):
                yield self._shot(run.target, look, rendered=look.sha256 in built)

    def _shot(self, target: str, look: Look, *, rendered: bool) -> Shot:
        from storage.warc import Shot  # noqa: PLC0415 - an extra

        body = None
        if look.sha256 is not None:
            try:
                body = self._evidence.get(look.sha256)
            except KeyError:
                body = None  # pruned by the office: the facts of the look remain
        return Shot(look=look, body=body, rendered=rendered and body is not None, target=target)

    def _looks(self, run: Run, url: str) -> list[tuple[Run, Look]]:
        """The looks of all runs of a round at one address, oldest first, each with the run that made it."""
        seen = [
            (made_by, look)
            for made_by in self._store.runs(run.period, run.round)
            for look in self._store.looks_at(made_by.id, url)
        ]
        return sorted(seen, key=lambda pair: (pair[1].at, pair[0].target))

    def _rendered(self, run: Run, look: Look) -> bool:
        page = self._store.page(run.id, look.final_url or look.url) or self._store.page(run.id, look.url)
        return page is not None and page.rendered and page.sha256 == look.sha256

    def _unbound(self, run: Run, finding: Finding) -> list[Sight]:
        """The finding's evidence that is no look at its addresses: other methods, or none that was stored."""
        seen = {(look.at, look.method) for _, url in _places(finding) for _, look in self._looks(run, url)}
        return [sight for sight in finding.evidence if (sight.at, sight.method) not in seen]

    def _told(self, look: Look, finding: Finding) -> list[str]:
        facts = [
            stamp(look.at),
            messages.method_name(look.method),
            messages.word(look.outcome),
            look.content_type,
            None if look.length is None else f"{look.length} 字节",
            None if look.elapsed_s is None else f"{look.elapsed_s} 秒",
        ]
        lines = ["  " + "  ".join(_clean(fact) for fact in facts if fact)]
        if look.final_url:
            lines.append(f"    跳转到  {_clean(look.final_url)}")
        if look.signs:
            lines.append(f"    迹象    {'；'.join(messages.sign_name(sign) for sign in look.signs)}")
        if look.note:
            lines.append(f"    备注    {masked(_clean(look.note))}")
        if look.sha256:
            lines += [
                f"    证据    {look.sha256}",
                f"    存于    {self._kept(look.sha256)}",
                f"    内容    {self._excerpt(look, finding)}",
            ]
        return lines

    def _kept(self, sha256: str) -> str:
        """Pack file and offset of a body."""
        place = self._evidence.place(sha256)
        return "（已不再保存）" if place is None else f"{place[0]} 第 {place[1]} 字节起 {place[2]} 字节"

    def _excerpt(self, look: Look, finding: Finding) -> str:
        """A part of the text that was kept: around what the finding speaks of, else from the beginning."""
        assert look.sha256 is not None
        try:
            body = self._evidence.get(look.sha256)
        except KeyError:
            return "（已不再保存）"
        except StoreError as error:
            return f"（{error}）"
        if not body or not magic.is_html(body[: magic.HEAD_BYTES], look.content_type):
            return f"（不是网页，{len(body)} 字节）"
        try:
            decoded = decode(body, look.content_type)
        except Undecodable:
            return f"（文字编码无法识别，{len(body)} 字节）"
        text = _clean(Dom(decoded.text, url=look.final_url or look.url, encoding=decoded.encoding).text)
        return _part(masked(text), [value for value in finding.detail.values() if isinstance(value, str)])


def _places(finding: Finding) -> list[tuple[str, str]]:
    """The addresses that a finding speaks of, each with what it is to the finding; none of what is told in person."""
    if finding.check in IN_PERSON:
        return []
    subject, page = finding.subject.partition("#")[0], finding.page.partition("#")[0]
    return [("问题地址", subject)] if subject == page else [("问题地址", subject), ("所在网页", page)]


def _part(text: str, words: Iterable[str]) -> str:
    if not text:
        return "（没有文字）"
    at = next((text.find(word) for word in words if len(word) > 1 and word in text), 0)
    start, end = max(0, at - AROUND), at + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _clean(text: str) -> str:
    """Text of others as one line that cannot command a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _sight(sight: Sight) -> str:
    facts = (stamp(sight.at), messages.method_name(sight.method), messages.word(sight.outcome), sight.sha256)
    return "  ".join(fact for fact in facts if fact)


def _look(url: str, sight: Sight) -> Look:
    """A finding's evidence as the look that it was."""
    facts: dict[str, Any] = {}
    if sight.outcome.isdigit():
        facts["status"] = int(sight.outcome)
    elif sight.outcome in set(Failure):
        facts["failure"] = Failure(sight.outcome)
    return Look(url=url, at=sight.at, method=sight.method, sha256=sight.sha256, **facts)
