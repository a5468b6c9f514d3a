"""Elements that the foot of every page must carry and does not."""

from collections import defaultdict
from collections.abc import Iterator

from checks.core import Group, Seen, check
from checks.verdicts import verdict
from storage.records import FOOTER_ELEMENTS, Answer, Finding, Link, Outcome, Page, Target


@check(
    family="furniture",
    needs=(Page, Target, Link),
    reasons={"absent": Outcome.FAIL},
    options={"elements": FOOTER_ELEMENTS, "least_text": 80, "least_found": 3},
)
def missing_footer_elements(seen: Seen) -> Iterator[Finding]:
    """Pages lack an element that the foot of every page must list.

    Fails when   a page that opens shows the element nowhere outside its article, neither in text nor as a link, a
                 picture or a script of the issuing body.
    Unsure when  never; pages whose lower end is built by scripts are judged by rendered pages of their template, and
                 are not run (unrendered) where none was rendered, or where a script of theirs does not open and
                 less than ``least_found`` elements show: the script is the fault then, and broken_links has it.
    Leaves out   error pages, refusals, and fragments with less than ``least_text`` characters (parts of frames).
    Assumes      pages of one template have one footer.
    Counts       one finding per element for the whole site, with the number of pages; examined are the pages judged.
    Options      elements; least_text; least_found.
    Source       State Council General Office, development guide for government websites, 2017, footer.
    """
    home = seen.site.url
    missing = {element: Group(home) for element in seen.options["elements"]}
    blind = Group(home)
    shown = _rendered_footers(seen)
    crippled = _without_scripts(seen)
    for page in seen[Page]:
        if page.answer is not Answer.PAGE or page.status != 200 or page.text_length < seen.options["least_text"]:
            continue
        footer = set(page.footer)
        if not page.footer_seen and not all(element in footer for element in missing):
            sample = shown.get(page.template)
            if sample is None:
                blind.add(page)
                continue
            footer |= sample
        built = page.rendered or not page.footer_seen
        if built and page.url in crippled and len(footer) < seen.options["least_found"]:
            blind.add(page)
            continue
        seen.examined += 1
        for element, group in missing.items():
            if element not in footer:
                group.add(page)
    for element, group in missing.items():
        if group.pages:
            yield seen.finding(group.page, "absent", element=element, examined=seen.examined, **group.detail())
    if blind.pages:
        yield seen.finding(blind.page, "unrendered", **blind.detail())


def _rendered_footers(seen: Seen) -> dict[str | None, set[str]]:
    """What rendered pages show, by template: the elements that any of them has."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for page in seen[Page]:
        if page.rendered and page.template is not None:
            found[page.template] |= set(page.footer)
    return dict(found)


def _without_scripts(seen: Seen) -> set[str]:
    """Pages that name a script which does not open."""
    dead = {target.url for target in seen[Target] if target.looks and verdict(target.looks, 0) is not None}
    return {link.page for link in seen.links_to(dead) if link.via == "script"}
