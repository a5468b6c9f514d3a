"""Sites without a way into a version for the aged and the disabled, or with one that leads nowhere."""

from collections.abc import Iterator

from checks.core import Seen, check
from checks.verdicts import verdict
from storage.records import Answer, Finding, Outcome, Page, SeniorEntry, SeniorTrial, Target


@check(
    family="accessibility",
    needs=(Page, SeniorEntry, SeniorTrial, Target),
    reasons={"absent": Outcome.FAIL, "dead": Outcome.FAIL},
    options={"apart_s": 2.0},
)
def missing_senior_mode(seen: Seen) -> Iterator[Finding]:
    """The home page has no entry to a version for the aged and the disabled, or the entry leads nowhere.

    Fails when   the home page names no such entry in a link, a button, a picture's text or a known toolbar's script
                 (absent); or what the entry opens, the script that brings it included, failed in at least two looks
                 apart in time, or a click on an entry that a script opens did nothing at all, or led to an error, in
                 the browser, twice (dead).
    Unsure when  what the entry opens was looked at only once, the browser could not tell what a click did, or no
                 browser has looked at a home page whose scripts may bring an entry (too_little_seen).
    Leaves out   nothing; a home page whose body scripts build, or whose entry a script opens, and that no browser
                 opened is not run (unrendered).
    Assumes      an entry is named as the standards name it (长者版, 无障碍浏览...); whatever changes on the page
                 after a click is the version asked for; a site that has an entry for one of both groups may serve both
                 by it.
    Counts       absent: one finding a site; dead: one per entry; examined is the home page.
    Options      apart_s: seconds between two looks that count as two.
    Source       State Council General Office 2021 No. 28 on the aged and websites; MIIT 2021 general design
                 specification for age-friendly websites; Songjiang 2021 work points.
    """
    home = next((page for page in seen[Page] if page.depth == 0), None)
    if home is None or home.answer not in {Answer.PAGE, Answer.HOME} or home.status != 200:
        return
    seen.examined = 1
    entries = list(seen[SeniorEntry])
    if not entries:
        yield seen.finding(home.url, "absent" if home.rendered or home.needs_browser is None else "unrendered")
        return
    if all(entry.by_script and entry.target is None for entry in entries):
        yield seen.finding(home.url, "too_little_seen")
        return
    wanted = {entry.target for entry in entries if entry.target is not None}
    proofs = {
        target.url: (verdict(target.looks, seen.options["apart_s"]), target.looks)
        for target in (seen[Target] if wanted else ())
        if target.url in wanted
    }
    trials = {trial.text: trial for trial in seen[SeniorTrial]}
    for entry in entries:
        proof, looks = proofs.get(entry.target or "", (None, ()))
        if proof in _DEAD:
            yield seen.finding(
                entry.target or home.url,
                "dead",
                page=entry.page,
                text=entry.text or "无障碍工具条",
                fault=proof,
                looks=looks,
            )
        elif proof == "too_little_seen":
            yield seen.finding(entry.target or home.url, proof, page=entry.page, looks=looks)
        elif entry.target is None:
            yield from _opened_by_script(seen, entry, trials.get(entry.text))


def _opened_by_script(seen: Seen, entry: SeniorEntry, trial: SeniorTrial | None) -> Iterator[Finding]:
    """What the browser says of an entry that only a script opens."""
    if trial is None:
        yield seen.finding(entry.page, "unrendered", text=entry.text)
    elif trial.came in _NO_USE:
        text, fault = entry.text, _NO_USE[trial.came]
        yield seen.finding(
            trial.address or entry.page, "dead", page=entry.page, text=text, fault=fault, looks=trial.looks
        )
    elif trial.came == "unclear":
        yield seen.finding(entry.page, "too_little_seen", text=entry.text, looks=trial.looks)


_NO_USE = {"nothing": "no_effect", "failed": "gone"}


_DEAD = frozenset({"gone", "server_error", "unreachable", "soft_404", "redirect_loop", "tls", "empty_file"})
