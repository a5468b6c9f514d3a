"""What looks at an address prove: the one place where an answer becomes a fault."""

from collections.abc import Sequence
from datetime import timedelta

from storage.records import Failure, Look, Sign

GUARDED = frozenset({401, 403, 407, 412, 429, 432, 451, 521, 999})


def verdict(looks: Sequence[Look], apart_s: float) -> str | None:
    """What the looks at one target prove: a reason, or None for nothing."""
    heard = telling(looks)
    if not heard:
        if any(look.failure is Failure.OURS for look in looks):
            return "our_network"
        return "private_address" if any(Sign.PRIVATE in look.signs for look in looks) else None
    faults = [fault(look) for look in heard]
    last = faults[-1]
    if last is None or last == "guarded":
        return last
    if None in faults:
        return "unstable"
    if heard[-1].at - heard[0].at < timedelta(seconds=apart_s):
        return "too_little_seen"
    return last


def telling(looks: Sequence[Look]) -> list[Look]:
    """The looks that tell something of their target: it was asked, and our own network did not fail."""
    return [look for look in looks if look.asked and look.failure is not Failure.OURS]


def fault(look: Look) -> str | None:
    """What is wrong with one look, None where nothing is."""
    signs = set(look.signs)
    if Sign.CHALLENGE in signs or look.status in GUARDED:
        return "guarded"
    if look.failure is Failure.TLS:
        return "tls"
    if Sign.LOOP in signs:
        return "redirect_loop"
    if look.failure is not None or Sign.PROXY_ERROR in signs:
        return "unreachable"
    if look.status is None:
        return None
    if look.status >= 500:
        return "server_error"
    if look.status >= 400:
        return "gone"
    return _content_fault(signs, is_page="html" in (look.content_type or ""))


def sent_home(looks: Sequence[Look]) -> bool:
    """Whether every look that tells something ended on the home page of a host that is honest about other paths."""
    heard = telling(looks)
    return bool(heard) and all(fault(look) is None and Sign.TO_HOME in look.signs for look in heard)


def _content_fault(signs: set[Sign], *, is_page: bool) -> str | None:
    """What is wrong with an answer whose status says that all is well.

    Being sent to the home page is a fault of its own (``sent_home``). A page of which the end is missing is shown.
    """
    if Sign.LIKE_MISSING in signs or {Sign.TO_HOME, Sign.RANDOM_TO_HOME} <= signs:
        return "soft_404"
    if Sign.TO_HOME in signs:
        return None
    if Sign.MISSING_TEXT in signs:
        return "soft_404"
    if Sign.EMPTY in signs:
        return "empty_file"
    if signs & {Sign.HTML_FOR_FILE, Sign.WRONG_MAGIC} or (Sign.TRUNCATED in signs and not is_page):
        return "bad_file"
    return None
