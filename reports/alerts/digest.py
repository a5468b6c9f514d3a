"""One message for one recipient: its new alerts together, as text and HTML, by templates that an office can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from reports.alerts.states import KINDS
from reports.errors import UsageError
from reports.masking import masked
from reports.publish.words import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent."""

    title: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    texts: list[str]


class Composer:
    """Writes messages with the templates of a workspace (``templates/alert.txt``, ``alert.html``), else our own."""

    def __init__(self, templates: Path, office: str) -> None:
        loader = ChoiceLoader([FileSystemLoader(templates), PackageLoader("reports.alerts")])
        self._environment = SandboxedEnvironment(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=lambda name: (name or "").endswith(".html"),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._folder = templates
        self._office = office

    def message(self, name: str, alerts: Iterable[Mapping[str, Any]], day: date) -> Message:
        """One message. ``alerts``: kind and text each.

        Raises:
            UsageError: a template is broken; names file and line.
        """
        by_kind: dict[str, list[str]] = {}
        for alert in alerts:
            texts = by_kind.setdefault(alert["kind"], [])
            text = masked(safe(alert["text"]).replace("\n", " "))
            if text not in texts:
                texts.append(text)
        groups = [_Group(KINDS[kind], by_kind[kind]) for kind in KINDS if kind in by_kind]
        count = sum(len(group.texts) for group in groups)
        title = f"政府网站巡查提醒：{groups[0].title}{f'等 {count} 条' if count > 1 else ''}"
        values = {"name": name, "office": self._office, "groups": groups, "title": title, "day": day.isoformat()}
        return Message(title=title, text=self._rendered("alert.txt", values), html=self._rendered("alert.html", values))

    def _rendered(self, template: str, values: Mapping[str, Any]) -> str:
        try:
            return self._environment.get_template(template).render(values).strip() + "\n"
        except TemplateSyntaxError as error:
            raise UsageError(f"{self._folder / template} 第 {error.lineno} 行：模板写错了（{error.message}）") from None
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise UsageError(f"{self._folder / template}：模板用不了（{error}）") from None
