"""Elements that the foot of every page must carry and does not."""

from collections import defaultdict
from collections.abc import Iterator

from checks.core import Group, Seen, check
from storage.records import Answer, Finding, Outcome, Page

ELEMENTS = (
    "party_gov_badge",
    "error_report_entry",
    "site_id_code",
    "sponsor",
    "contact",
    "icp_number",
    "police_filing",
    "sitemap_link",
)


@check(
    family="furniture",
    needs=(Page,),
    reasons={"absent": Outcome.FAIL},
    options={"elements": ELEMENTS, "least_text": 80},
)
def missing_footer_elements(seen: Seen) -> Iterator[Finding]:
    """Pages lack an element that the foot of every page must list.

    Fails when   a page that opens shows the element nowhere outside its article, neither in text nor as a link, a
                 picture or a script of the issuing body.
    Unsure when  never; pages whose lower end is built by scripts are judged by rendered pages of their template, and
                 are not run (unrendered) where none was rendered.
    Leaves out   error pages, refusals, and fragments with less than ``least_text`` characters (parts of frames).
    Assumes      pages of one template have one footer.
    Counts       one finding per element for the whole site, with the number of pages; examined are the pages judged.
    Options      elements; least_text.
    Source       State Council General Office, development guide for government websites, 2017, footer.
    """
    home = seen.site.url
    missing = {element: Group(home) for element in seen.options["elements"]}
    blind = Group(home)
    shown = _rendered_footers(seen)
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
