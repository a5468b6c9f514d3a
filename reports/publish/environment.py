"""How templates are filled: everything escaped, everything crawled made harmless, one word for one thing."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks import messages
from reports.policy_rows import FORM_NAMES, LINKED, is_sure
from reports.publish import charts, heat
from reports.publish.model import TargetCard
from reports.publish.unfit import unfit
from reports.publish.visiting import response_times
from reports.publish.words import (
    KINDS,
    METHODS,
    PARTS,
    PLATFORMS,
    SHOWN,
    SKIPPED,
    STATES,
    VERDICTS,
    percent,
    points,
    safe,
    share,
    shown,
)
from reports.rounds import CLASSES

SAFE_SCHEMES = frozenset({"http", "https"})
MAX_ADDRESS = 2000
"""Characters of an address that is still made a link."""


def file_of(id_: str) -> str:
    """The file of the scorecard of a site, or of an agency."""
    return re.sub(r"[^a-z0-9_-]", "_", id_) + ".html"


def address(value: str) -> Markup:
    """An address as text, and as a link where following it is no risk to the report."""
    text = Markup.escape(safe(value))
    if len(value) > MAX_ADDRESS or _scheme(value) not in SAFE_SCHEMES:
        return Markup('<span class="url">{}</span>').format(text)
    return Markup('<a class="url" href="{}" rel="noopener noreferrer nofollow">{}</a>').format(value, text)


def _scheme(value: str) -> str | None:
    """The scheme of an address; None where it is none at all."""
    try:
        return urlsplit(value).scheme
    except ValueError:
        return None


def file_name(card: TargetCard) -> str:
    """The file of a site's scorecard."""
    return file_of(card.site.id)


@cache
def environment() -> Environment:
    """The templates of everything that is printed as HTML."""
    environment = Environment(
        loader=PackageLoader("reports.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else safe(value) if isinstance(value, str) else value,
    )
    environment.filters |= {"points": points, "shown": shown, "address": address}
    environment.globals |= {
        "verdicts": VERDICTS,
        "states": STATES,
        "kinds": KINDS,
        "parts": PARTS,
        "skipped": SKIPPED,
        "platform_names": PLATFORMS,
        "unfit": unfit,
        "methods": METHODS,
        "title_of": messages.title,
        "share": share,
        "percent": percent,
        "file_name": file_name,
        "file_of": file_of,
        "certain": "C",
        "round_classes": CLASSES,
        "forms": FORM_NAMES,
        "linked": LINKED,
        "is_sure": is_sure,
        "shown_at_most": SHOWN,
        "charts": charts,
        "response_times": response_times,
        "heat": heat,
    }
    return environment


@cache
def style(name: str) -> Markup:
    """A style sheet of ours."""
    own = (resources.files("reports.publish") / "templates" / name).read_text(encoding="utf-8")
    return Markup(own)  # noqa: S704 - our own style sheet
