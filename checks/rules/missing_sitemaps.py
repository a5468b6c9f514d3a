"""Sites without a site map."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Answer, Column, Finding, Outcome, Page, RunState


@check(
    family="furniture",
    needs=(Page, Column),
    reasons={"absent": Outcome.FAIL},
    options={"least_pages": 3, "least_text": 80},
)
def missing_sitemaps(seen: Seen) -> Iterator[Finding]:
    """No page of the site leads to a site map (站点地图).

    Fails when   neither the navigation nor the foot of any page names one.
    Unsure when  fewer than ``least_pages`` pages were seen (too_little_seen).
    Leaves out   a site map that does not open: broken_links; pages that lack the link while others have it:
                 missing_footer_elements.
    Assumes      a site map is called 站点地图, 网站地图, 网站导航 or sitemap.
    Counts       one finding a site; examined are the pages whose foot was seen. Not run where scripts build the foot
                 of any page and none of those was rendered, or the crawl is incomplete.
    Options      least_pages; least_text: characters below which a page is a fragment.
    Source       State Council General Office, development guide for government websites, 2017, footer.
    """
    if any(column.role == "sitemap_page" for column in seen[Column]):
        seen.examined = 1
        return
    hidden = False
    for page in seen[Page]:
        if page.answer is not Answer.PAGE or page.status != 200 or page.text_length < seen.options["least_text"]:
            continue
        if "sitemap_link" in page.footer:
            seen.examined += 1
            return
        if page.footer_seen:
            seen.examined += 1
        else:
            hidden = True
    if seen.run.state is RunState.INCOMPLETE:
        yield seen.finding(seen.site.url, "incomplete_crawl")
    elif hidden:
        yield seen.finding(seen.site.url, "unrendered")
    elif seen.examined < seen.options["least_pages"]:
        yield seen.finding(seen.site.url, "too_little_seen")
    else:
        yield seen.finding(seen.site.url, "absent", examined=seen.examined)
