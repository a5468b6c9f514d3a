"""What the pages of a site are made with: style sheets, scripts, pictures, icon, robots.txt."""

from __future__ import annotations

from functools import partial
from importlib.resources import files as resources

from demo import files
from demo.answers import Answer, Maker
from demo.plan import SitePlan

PHOTOS = 6
EMBLEMS = {"trs": (176, 32, 36), "vsb": (20, 92, 168), "hanweb": (24, 104, 150), "plain": (160, 20, 20)}
OTHER_EMBLEM = (30, 80, 160)
ROBOTS = "User-agent: *\nDisallow: /manage/\nDisallow: /nocheck/\n"


def parts(site: SitePlan) -> dict[str, Maker]:
    """The addresses of everything but pages and attachments; what belongs to a host is left to its root site."""
    makers: dict[str, Maker] = {}
    static = resources("demo") / "static"
    for name, kind in (("style.css", "css"), ("site.js", "js")):
        source = static / f"{site.style}.{kind}"
        if source.is_file():
            body = source.read_bytes()
            makers[f"/images/{name}"] = partial(Answer, type=f"{files.TYPES[kind]}; charset=utf-8", body=body)
    makers["/images/logo.png"] = partial(_emblem, EMBLEMS.get(site.style, OTHER_EMBLEM))
    makers["/images/banner.png"] = partial(_view, 1200, 180, len(site.id))
    makers["/images/beian.png"] = partial(_emblem, (40, 70, 140))
    makers["/images/dot.gif"] = partial(small_file, "gif")
    for number in range(PHOTOS):
        makers[f"/images/photo{number}.png"] = partial(_view, 640, 360, number)
    makers = {f"{site.base}{path}": maker for path, maker in makers.items()}
    if not site.base:
        makers["/favicon.ico"] = partial(small_file, "ico")
        makers["/robots.txt"] = partial(Answer, type="text/plain", body=ROBOTS.encode())
    return makers


def small_file(kind: str) -> Answer:
    """A valid small file with its content type."""
    return Answer(type=files.TYPES[kind], body=files.content(kind))


def _emblem(colour: tuple[int, int, int]) -> Answer:
    return Answer(type=files.TYPES["png"], body=files.emblem(72, colour))


def _view(width: int, height: int, seed: int) -> Answer:
    return Answer(type=files.TYPES["png"], body=files.landscape(width, height, seed))
