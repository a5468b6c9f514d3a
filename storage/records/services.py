"""What a service guide (办事指南) tells."""

from __future__ import annotations

from dataclasses import dataclass

SERVICE_ELEMENTS = (
    "事项名称",
    "设定依据",
    "申请条件",
    "办理材料",
    "办理地点",
    "办理时间",
    "联系电话",
    "办理流程",
    "办理机构",
    "收费标准",
)
"""The classes of key elements that a guide must tell (2019 indicators)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGuide:
    """One service item's guide.

    ``missing``: those of ``SERVICE_ELEMENTS`` that it does not tell. ``no_clause``: the basis names a document and no
    article of it. ``catch_all``: words by which the list of materials stays open, as printed. ``forms``: forms that
    it demands and offers nowhere. ``hidden``: pictures and files in which more may stand. ``doubt``: why it could not
    be read, a not_run reason.
    """

    url: str
    column: str
    title: str
    missing: tuple[str, ...] = ()
    no_clause: bool = False
    catch_all: str | None = None
    forms: tuple[str, ...] = ()
    hidden: int = 0
    doubt: str | None = None
