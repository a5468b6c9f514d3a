"""Columns of applications for documents on which nobody can apply."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, RequestChannel


@check(
    family="interaction",
    needs=(RequestChannel,),
    reasons={"absent": Outcome.FAIL},
)
def broken_request_channels(seen: Seen) -> Iterator[Finding]:
    """A column of applications (依申请公开) offers no way to apply. Nothing is ever submitted.

    Fails when   neither an online form or an entry to one, nor a form to print, nor any word on applying by letter or
                 in person stands on the column's page or on those that it lists.
    Unsure when  the same, and frames, scripts or embedded parts stand there (too_little_seen).
    Leaves out   columns that are absent, blank or kept elsewhere: they have checks of their own; entries whose link
                 does not open: broken_links has those; whether a submitted form arrives: only a person can try.
    Assumes      one way is enough where the other is not named: many bodies share the city's platform.
    Counts       one finding a site, where none of its columns offers a way; examined are the columns read.
    Options      none.
    Source       Regulation on government information disclosure (2019), articles 29 and 30.
    """
    closed: list[RequestChannel] = []
    for channel in seen[RequestChannel]:
        if channel.doubt is not None:
            yield seen.finding(channel.url, channel.doubt, name=channel.name, looks=channel.looks)
            continue
        seen.examined += 1
        if channel.online or channel.paper:
            return
        closed.append(channel)
    if closed:
        first = closed[0]
        reason = "too_little_seen" if any(channel.hidden for channel in closed) else "absent"
        yield seen.finding(first.url, reason, name=first.name, looks=first.looks)
