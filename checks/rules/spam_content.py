"""Words of gambling, pornography and forgery that somebody put into an office's page."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Page, Post, SpamWords


@check(
    family="safety",
    on="any",
    needs=(Page, Post, SpamWords),
    reasons={"keywords": Outcome.FAIL, "title_swap": Outcome.FAIL},
    options={"least": 2},
)
def spam_content(seen: Seen) -> Iterator[Finding]:
    """A page or a post speaks of gambling brands, pornography or forged papers as no office does.

    Fails when   ``least`` distinct strong words of the lexicon stand in the visible text out of their context, or one
                 that is glued before a sentence or is the text of a link to another host (keywords); or a strong word
                 stands in the title, keywords or description of the head while the text has none (title_swap).
    Unsure when  one strong word stands there without more, or three weak ones that official texts use as well; or the
                 title has no two neighbouring letters in common with the page's text, its tags and the site's name, as
                 where somebody rewrote the head, in letters or in entities (title_swap).
    Leaves out   words near which the text speaks of fighting or regulating them (police, courts, tax offices, lottery
                 administration); what stands in hidden parts (hidden_links).
    Assumes      no office bears the name of a brand of the lexicon.
    Counts       one finding a page and reason; examined are the pages and posts.
    Options      least: distinct strong words that are proof by themselves.
    Source       State Council General Office 2019 indicators, serious errors; words after public reports of injections.
    """
    seen.examined = sum(1 for _ in seen[Page]) + sum(1 for _ in seen[Post])
    for words in seen[SpamWords]:
        proven = words.where == "title" or words.glued or words.off_site or len(words.strong) >= seen.options["least"]
        yield seen.finding(
            words.url,
            "title_swap" if words.where == "title" else "keywords",
            outcome=Outcome.FAIL if words.strong and proven else Outcome.UNSURE,
            words=list(words.strong or words.weak),
            excerpt=words.excerpt,
        )
