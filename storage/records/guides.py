"""What a guide to disclosure (政府信息公开指南) tells, as the readers see it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.seen import Look

GUIDE_ELEMENTS = (
    "分类和编排体系",
    "获取方式",
    "机构名称",
    "办公地址",
    "办公时间",
    "联系电话",
    "传真",
    "互联网联系方式",
)
"""What a guide must tell, in the words and the order of the Regulation's article 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide of one site.

    ``elements``: those of ``GUIDE_ELEMENTS`` that it tells. ``applications``: it speaks of applying for documents.
    ``fees``: named, old (costs of search and copying, abolished), or None where it is silent; ``amounts``: sums a
    piece or page that no tariff knows, as printed. ``old_law``: the repealed text that it rests on, as printed.
    ``hidden``: pictures and files in which more may stand. ``doubt``: why it could not be read, a not_run reason.
    """

    url: str
    column: str
    elements: tuple[str, ...] = ()
    applications: bool = False
    fees: str | None = None
    amounts: tuple[str, ...] = ()
    old_law: str | None = None
    hidden: int = 0
    doubt: str | None = None
    looks: tuple[Look, ...] = ()
