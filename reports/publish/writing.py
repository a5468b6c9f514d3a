"""The folder of a report: every format puts its own files there, all in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.errors import UsageError
from reports.publish import carddoc, docx, files, html
from reports.publish.agencies import AgencyCard, agency_cards
from reports.publish.audience import Shown
from reports.publish.environment import file_of
from reports.publish.files import Data, data_of, data_of_year
from reports.publish.model import CityReport
from reports.publish.notice import Notice
from reports.publish.pdf import printer
from reports.publish.year import YearReport, year_notice


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

    @property
    def formats(self) -> Formats:
        """What it is written as."""
        return FORMATS

    @property
    def data(self) -> Data:
        """What is written as data."""
        return data_of(self.report, self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPublication:
    """What is written of a year. ``template``: as in ``Publication``."""

    report: YearReport
    shown: Shown = field(default_factory=Shown)
    template: Path | None = None

    @property
    def formats(self) -> Formats:
        """What it is written as."""
        return FORMATS_OF_YEAR

    @property
    def notice(self) -> Notice:
        """The year as a text."""
        return year_notice(self.report, self.shown)

    @property
    def data(self) -> Data:
        """What is written as data."""
        return data_of_year(self.report, self.shown)


def _html(told: Publication, folder: Path) -> None:
    html.write_pages(told.report, folder, told.shown)
    (folder / "notice.html").write_text(html.notice_page(told.notice), encoding="utf-8")


def _pdf(told: Publication, folder: Path) -> None:
    with printer() as printed:
        (folder / "notice.pdf").write_bytes(printed(html.notice_page(told.notice)))
        (folder / "report.pdf").write_bytes(printed(html.overview_page(told.report, told.shown)))
        for card, place in _scorecards(told, folder, ".pdf"):
            place.write_bytes(printed(html.agency_page(told.report, card)))


def _docx(told: Publication, folder: Path) -> None:
    docx.write(told.notice, folder / "notice.docx", told.template)
    for card, place in _scorecards(told, folder, ".docx"):
        carddoc.write(told.report, card, place, told.template)


def _scorecards(told: Publication, folder: Path, suffix: str) -> Iterator[tuple[AgencyCard, Path]]:
    """The agencies whose scorecards are printed, and where each goes."""
    if told.cards:
        (folder / SCORECARDS).mkdir(exist_ok=True)
        for card in agency_cards(told.report):
            yield card, folder / SCORECARDS / Path(file_of(card.agency.id)).with_suffix(suffix)


SCORECARDS = "scorecards"


def _year_html(told: YearPublication, folder: Path) -> None:
    (folder / "index.html").write_text(html.notice_page(told.notice), encoding="utf-8")


def _year_pdf(told: YearPublication, folder: Path) -> None:
    with printer() as printed:
        (folder / "report.pdf").write_bytes(printed(html.notice_page(told.notice)))


def _year_docx(told: YearPublication, folder: Path) -> None:
    docx.write(told.notice, folder / "notice.docx", told.template)


Formats = Mapping[str, tuple[Callable[[Any, Path], None], tuple[str, ...]]]
"""Format -> who writes it, and what it puts into the folder; a pattern where other formats put theirs beside it."""

DATA: Formats = {
    "xlsx": (lambda told, folder: files.write_xlsx(told.data, folder / "report.xlsx"), ("report.xlsx",)),
    "json": (lambda told, folder: files.write_json(told.data, folder / "report.json"), ("report.json",)),
    "csv": (lambda told, folder: files.write_csv(told.data, folder / "csv"), ("csv",)),
}
FORMATS: Formats = {
    "html": (_html, ("index.html", "notice.html", "sites", "agencies")),
    "pdf": (_pdf, ("notice.pdf", "report.pdf", f"{SCORECARDS}/*.pdf")),
    "docx": (_docx, ("notice.docx", f"{SCORECARDS}/*.docx")),
    **DATA,
}
"""The formats of a quarter."""

FORMATS_OF_YEAR: Formats = {
    "html": (_year_html, ("index.html",)),
    "pdf": (_year_pdf, ("report.pdf",)),
    "docx": (_year_docx, ("notice.docx",)),
    **DATA,
}
"""The formats of a year."""

CALLED = {
    "index.html": "报告",
    "report.pdf": "报告",
    "notice.html": "通报",
    "notice.pdf": "通报",
    "notice.docx": "通报",
    f"{SCORECARDS}/*.pdf": "评分卡",
    f"{SCORECARDS}/*.docx": "评分卡",
    "report.xlsx": "数据",
    "report.json": "数据",
    "csv": "数据",
}
"""What the command line calls what it wrote, where it tells of it."""


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


def write(told: Publication | YearPublication, out: Path, wanted: Sequence[str] = ("html",)) -> Path:
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
            told.formats[name][0](told, made)
        for name in wanted:
            for entry in told.formats[name][1]:
                if "*" in entry:
                    _put_all(made, out, entry)
                else:
                    _put(made / entry, out / entry)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return out


def _clear(out: Path) -> None:
    """Take away what was written for other readers: a folder for the public holds nothing else.

    Raises:
        UsageError: something lies there that no report wrote.
    """
    ours = {entry.partition("/")[0] for _, entries in FORMATS.values() for entry in entries}
    there = list(out.iterdir()) if out.is_dir() else []
    for path in there:
        if path.name not in ours and not path.name.startswith(".writing."):
            raise UsageError(f"{out}：里面有 {path.name}，不是报告写的；公开的文件请写到另一个文件夹")
    for path in there:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _put_all(made: Path, out: Path, pattern: str) -> None:
    """Put the files of a pattern in the place of those that were there; other files of the folder stay."""
    for old in out.glob(pattern):
        old.unlink()
    for new in sorted(made.glob(pattern)):
        place = out / new.relative_to(made)
        place.parent.mkdir(exist_ok=True)
        new.replace(place)


def _put(new: Path, place: Path) -> None:
    """Put a file or folder in its place; what stood there is gone."""
    if place.is_dir() and not place.is_symlink():
        old = new.with_name(f"{new.name}.old")
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        new.replace(place)
