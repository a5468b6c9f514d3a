"""Sites whose own search is missing, broken, or does not find what stands on the site."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Answer, Finding, Look, Outcome, Page, SearchBox, SearchTrial


@check(
    family="furniture",
    needs=(Page, SearchBox, SearchTrial),
    reasons={"absent": Outcome.FAIL, "broken": Outcome.FAIL, "not_found": Outcome.FAIL},
)
def failed_searches(seen: Seen) -> Iterator[Finding]:
    """Up to four titles of the site are typed into its own search; the article must stand on the first page of results.

    Fails when   the home page has no box and no link for searching, in its source and at two visits of the browser
                 (absent); the search answers with an error, twice, by plain request and in the browser where there is
                 one (broken); or it answers and neither a link to the article nor its title stands on the first page of
                 results, at both looks (not_found).
    Unsure when  the result tells neither way; the search is kept on a host that is not the site's and does not have the
                 article; the site has no article that could be looked for; or scripts may bring a box and no browser
                 looked (too_little_seen).
    Leaves out   articles younger than a week, titles that several pages carry, and titles on which the page and the
                 link to it do not agree; searches that are engines of companies are not asked.
    Assumes      a search indexes within a week; a title that stands shortened in the results is found.
    Counts       not_found: one finding an article; absent and broken: one a site; examined are the titles looked for.
                 Searches behind a code or a wall are not run (blocked), as are those that robots.txt forbids (robots),
                 private addresses, and results that scripts build and no browser saw (unrendered).
    Options      none.
    Source       State Council General Office 2019 indicators, search: four titles from the site, result page one.
    """
    home = next((page for page in seen[Page] if page.depth == 0), None)
    if home is None or home.answer not in {Answer.PAGE, Answer.HOME} or home.status != 200:
        return
    boxes, trials = list(seen[SearchBox]), list(seen[SearchTrial])
    if not trials:
        yield from _untried(seen, home, boxes)
        return
    seen.examined = sum(1 for trial in trials if trial.came in {"found", "not_found", "broken"})
    broken = [trial for trial in trials if trial.came == "broken"]
    if broken:
        looks: tuple[Look, ...] = tuple(look for trial in broken for look in trial.looks)
        subject = (broken[0].address or home.url).partition("?")[0]
        yield seen.finding(subject, "broken", page=home.url, title=broken[0].title, count=len(broken), looks=looks)
    for trial in trials:
        if trial.came == "not_found":
            yield seen.finding(
                trial.article, "not_found", page=home.url, title=trial.title, address=trial.address, looks=trial.looks
            )
    told: set[str] = set()
    for trial in trials:
        reason = _REASONS.get(trial.came)
        if reason is not None and reason not in told:
            told.add(reason)
            yield seen.finding(home.url, reason, title=trial.title or None, address=trial.address, looks=trial.looks)


_REASONS = {
    "no_box": "absent",
    "guarded": "blocked",
    "robots": "robots",
    "private": "private_address",
    "unrendered": "unrendered",
    "elsewhere": "too_little_seen",
    "unclear": "too_little_seen",
}


def _untried(seen: Seen, home: Page, boxes: list[SearchBox]) -> Iterator[Finding]:
    """What can be said where nobody searched."""
    built = home.needs_browser is not None and not home.rendered
    if not boxes and not built:
        seen.examined = 1
        yield seen.finding(home.url, "absent")
    elif built or all(box.form == "script" and box.place is None for box in boxes):
        yield seen.finding(home.url, "unrendered")
    else:
        yield seen.finding(home.url, "too_little_seen")
