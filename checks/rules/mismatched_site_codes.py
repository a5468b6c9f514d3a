"""A site whose identification code is not the same wherever it is given."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from checks.core import Group, Seen, check
from storage.records import Answer, Finding, Link, Outcome, Page, Target

_REPORTS = re.compile(r"zfwz(?:gl|zc)\.www\.gov\.cn|kaipuyun\.cn/exposure|jiucuo", re.IGNORECASE)
_CODE = re.compile(r"[?&]site_?code=([0-9a-z]{6,16})", re.IGNORECASE)
UNKNOWN = "-"


@check(
    family="furniture",
    needs=(Page, Link, Target),
    reasons={"differs": Outcome.FAIL},
    options={"least_pages": 2},
)
def mismatched_site_codes(seen: Seen) -> Iterator[Finding]:
    """The site's identification code differs between page tag, footer, the entry for reporting faults, and register.

    Fails when   the tag SiteIDCode of the home page, the code printed in footers or the site_code of the link
                 我为政府网站找错 is another than the registered one, or, where none is registered, than most of them.
    Unsure when  fewer than ``least_pages`` pages, and not the home page, show the other code (contradicting).
    Leaves out   sources that give no code: missing_page_tags and missing_footer_elements have those; tags of other
                 pages that differ from the home page's: missing_page_tags has them.
    Assumes      a site has one code, whatever its hosts.
    Counts       one finding a site; examined are the sources that give a code.
    Options      least_pages.
    Source       State Council General Office, development guide for government websites, 2017, identification code.
    """
    sources = _codes(seen)
    seen.examined = len(sources)
    registered = _folded(seen.site.site_id_code)
    expected = registered or _usual(sources)
    if expected is None:
        return
    group, shown = Group(seen.site.url), dict[str, str]()
    wrong: dict[str, Page] = {}
    for source in ("meta", "footer", "report"):
        codes = sources.get(source, {})
        others = sorted((code for code in codes if code != expected), key=lambda code: (-len(codes[code]), code))
        shown[source] = others[0] if others else expected if expected in codes else UNKNOWN
        for code in others:
            wrong |= {page.url: page for page in codes[code]}
    if not wrong:
        return
    for page in wrong.values():
        group.add(page)
    certain = group.on_home or any(page.depth == 0 for page in wrong.values())
    certain = certain or group.pages >= seen.options["least_pages"]
    yield seen.finding(
        seen.site.url,
        "differs" if certain else "contradicting",
        page=group.page,
        expected=expected,
        registered=registered or UNKNOWN,
        meta=shown["meta"],
        footer=shown["footer"],
        report=shown["report"],
        pages=group.pages,
        examples=group.detail()["examples"],
    )


def _codes(seen: Seen) -> dict[str, dict[str, list[Page]]]:
    """The pages that give each code, by the source that gives it."""
    reports = {
        target.url: _folded(found[1])
        for target in seen[Target]
        if _REPORTS.search(target.url) and (found := _CODE.search(target.url)) is not None
    }
    linked: dict[str, set[str]] = defaultdict(set)
    for link in seen.links_to(reports):
        linked[link.page].add(str(reports[link.target]))
    sources: dict[str, dict[str, list[Page]]] = defaultdict(lambda: defaultdict(list))
    for page in seen[Page]:
        if page.answer is not Answer.PAGE or page.status != 200:
            continue
        if page.depth == 0 and (code := _folded(page.metas.get("siteidcode"))) is not None:
            sources["meta"][code].append(page)
        if (code := _folded(page.footer.get("site_id_code"))) is not None:
            sources["footer"][code].append(page)
        for code in sorted(linked.get(page.url, ())):
            sources["report"][code].append(page)
    return sources


def _folded(code: str | None) -> str | None:
    return code.strip().lower() or None if code is not None else None


def _usual(sources: dict[str, dict[str, list[Page]]]) -> str | None:
    """The code that most sources mainly give; of equals the one on more pages."""
    votes: Counter[str] = Counter()
    weight: Counter[str] = Counter()
    for codes in sources.values():
        votes[max(sorted(codes), key=lambda code: len(codes[code]))] += 1
        for code, pages in codes.items():
            weight[code] += len(pages)
    return max(sorted(votes), key=lambda code: (votes[code], weight[code])) if votes else None
