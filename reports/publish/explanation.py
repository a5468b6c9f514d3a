"""The explanation of a finding as one A4 page."""

from __future__ import annotations

import base64

from markupsafe import Markup

from reports.explaining import CONTEST, Explanation
from reports.pictures.drawing import Picture
from reports.publish.environment import environment, style


def html(said: Explanation, picture: Picture | None) -> str:
    """One self-contained page. ``picture``: None where there is nothing to see or nothing to draw it."""
    return (
        environment()
        .get_template("explanation.html")
        .render(
            said=said,
            shot=None if picture is None else _source(picture.jpeg),
            framed=picture is not None and picture.framed,
            contest=CONTEST,
            style=style("explanation.css"),
        )
    )


def _source(picture: bytes) -> Markup:
    encoded = base64.b64encode(picture).decode("ascii")
    return Markup(f"data:image/jpeg;base64,{encoded}")  # noqa: S704 - letters and digits of our own
