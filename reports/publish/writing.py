"""The folder of a report: every format puts its own files there, all in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reports.errors import UsageError
from reports.publish import docx, files, html
from reports.publish.audience import Shown
from reports.publish.model import CityReport
from reports.publish.notice import Notice
from reports.publish.pdf import printer


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is written. ``template``: the office's own layout of documents, None for the one that ships.

    ``cards``: whether the scorecards are printed each on its own as well, as for one agency.
    """

    report: CityReport
    notice: Notice
    template: Path | None = None
    shown: Shown = field(default_factory=Shown)
    cards: bool = False


def _html(told: Publication, folder: Path) -> None:
    html.write_pages(told.report, folder, told.shown)
    (folder / "notice.html").write_text(html.notice_page(told.notice), encoding="utf-8")


def _pdf(told: Publication, folder: Path) -> None:
    with printer() as printed:
        (folder / "notice.pdf").write_bytes(printed(html.notice_page(told.notice)))
        (folder / "report.pdf").write_bytes(printed(html.overview_page(told.report, told.shown)))
        (folder / "scorecards").mkdir()
        for card in told.report.cards if told.cards else ():
            place = folder / "scorecards" / Path(html.file_name(card)).with_suffix(".pdf")
            place.write_bytes(printed(html.site_page(told.report, card)))


def _docx(told: Publication, folder: Path) -> None:
    docx.write(told.notice, folder / "notice.docx", told.template)


FORMATS: Mapping[str, tuple[Callable[[Publication, Path], None], tuple[str, ...]]] = {
    "html": (_html, ("index.html", "notice.html", "sites", "agencies")),
    "pdf": (_pdf, ("notice.pdf", "report.pdf", "scorecards")),
    "docx": (_docx, ("notice.docx",)),
    "xlsx": (lambda told, folder: files.write_xlsx(told.report, folder / "report.xlsx", told.shown), ("report.xlsx",)),
    "json": (lambda told, folder: files.write_json(told.report, folder / "report.json", told.shown), ("report.json",)),
    "csv": (lambda told, folder: files.write_csv(told.report, folder / "csv", told.shown), ("csv",)),
}
"""Format -> who writes it, and what it puts into the folder."""

CALLED = {
    "index.html": "报告",
    "report.pdf": "报告",
    "notice.html": "通报",
    "notice.pdf": "通报",
    "notice.docx": "通报",
}
"""What the command line calls what it wrote; all else is data."""


def formats(text: str) -> tuple[str, ...]:
    """Read a list of formats.

    Raises:
        UsageError: one that nobody writes, or none at all.
    """
    wanted = tuple(dict.fromkeys(name.strip() for name in text.replace("，", ",").split(",") if name.strip()))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"--format {name}：应为 {'、'.join(FORMATS)} 之一，可用逗号连写几个")
    if not wanted:
        raise UsageError(f"--format：没有写格式，应为 {'、'.join(FORMATS)}")
    return wanted


def write(told: Publication, out: Path, wanted: Sequence[str] = ("html",)) -> Path:
    """Write the formats into a folder, each replacing what it wrote before; returns the folder.

    Raises:
        UsageError: it cannot be written, or nothing on this machine prints PDF.
    """
    out = out.resolve()
    if not told.shown.scorecards:
        _clear(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=out, prefix=".writing."))
    except OSError as error:
        raise UsageError(f"{out}：写不了（{error.strerror}）") from None
    try:
        for name in wanted:
            FORMATS[name][0](told, made)
        for name in wanted:
            for entry in FORMATS[name][1]:
                _put(made / entry, out / entry)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return out


def _clear(out: Path) -> None:
    """Take away what was written for other readers: a folder for the public holds nothing else.

    Raises:
        UsageError: something lies there that no report wrote.
    """
    ours = {entry for _, entries in FORMATS.values() for entry in entries}
    there = list(out.iterdir()) if out.is_dir() else []
    for path in there:
        if path.name not in ours and not path.name.startswith(".writing."):
            raise UsageError(f"{out}：里面有 {path.name}，不是报告写的；公开的文件请写到另一个文件夹")
    for path in there:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _put(new: Path, place: Path) -> None:
    """Put a file or folder in its place; what stood there is gone."""
    if place.is_dir() and not place.is_symlink():
        old = new.with_name(f"{new.name}.old")
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        new.replace(place)
