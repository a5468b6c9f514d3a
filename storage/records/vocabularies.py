"""The closed vocabularies of an inspection."""

from __future__ import annotations

from datetime import timedelta, timezone
from enum import StrEnum

SHANGHAI = timezone(timedelta(hours=8), "+08:00")
"""Asia/Shanghai as a fixed offset: no daylight saving since 1991, and every printed date is later."""


class Outcome(StrEnum):
    """What one look of a check says: the W3C's five answers, of which "not applicable" is silence."""

    PASS = "pass"  # noqa: S105 - an answer
    FAIL = "fail"
    UNSURE = "unsure"
    NOT_RUN = "not_run"


class Nature(StrEnum):
    """Whether a fault can be mended (standing) or has happened for good (event)."""

    STANDING = "standing"
    EVENT = "event"


class Failure(StrEnum):
    """Why no HTTP answer came back. ``OURS`` is our own fault and never counts against a site."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    RESET = "reset"
    OURS = "ours"


class Method(StrEnum):
    """How a look was made."""

    GET = "get"
    BROWSER = "browser"
    DNS = "dns"
    TLS = "tls"
    PROBE = "probe"
    READ = "read"
    COMPARE = "compare"


class Answer(StrEnum):
    """What a visitor gets to see, whatever the status code says."""

    PAGE = "page"
    MISSING = "missing"
    REFUSED = "refused"
    HOME = "home"
    EMPTY = "empty"


class PageKind(StrEnum):
    """What kind of page the readers took it for."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    GUIDE = "guide"
    REPORT = "report"
    MESSAGE = "message"
    SERVICE_GUIDE = "service_guide"
    ACCOUNT = "account"
    POST = "post"
    OTHER = "other"


class Sign(StrEnum):
    """A fact observed while looking at an address; what it proves is for a check to say."""

    CHALLENGE = "challenge"  # a bot wall, a WAF text or a waiting room answered
    LIKE_MISSING = "like_missing"  # the same answer that this host gives to random paths
    MISSING_TEXT = "missing_text"  # the page says in words that it does not exist
    TO_HOME = "to_home"  # ended on the host's home page although another address was asked for
    RANDOM_TO_HOME = "random_to_home"  # this host sends random paths to its home page as well
    LOOP = "loop"  # redirects that never end
    EMPTY = "empty"  # no bytes at all
    HTML_FOR_FILE = "html_for_file"  # an HTML page where a file was promised
    WRONG_MAGIC = "wrong_magic"  # first bytes do not fit the promised file type
    TRUNCATED = "truncated"  # fewer bytes than declared
    TOO_LARGE = "too_large"  # over the size limit: head and first bytes only
    PRIVATE = "private"  # a private address, not fetched
    ROBOTS = "robots"  # forbidden by robots.txt, not fetched
    UNDECODABLE = "undecodable"  # bytes that no known encoding explains
    SPAM_TITLE = "spam_title"  # a page outside all sites whose title holds strong words of the spam lexicon
    PARKED = "parked"  # a page outside all sites that offers its domain for sale
    OTHER_BEFORE = "other_before"  # an earlier inspection saw another title there
    PROXY_ERROR = "proxy_error"  # 502 or 504 that came from the forward proxy


class ColumnForm(StrEnum):
    """What stands behind the address of a column."""

    LIST = "list"
    PAGE = "page"  # one page: a guide, an overview
    FOLDER = "folder"  # leads to sub-columns only
    ELSEWHERE = "elsewhere"  # kept on another site of the registry


class RunState(StrEnum):
    """How far a run got. ``INCOMPLETE`` runs can be resumed and are not judged as whole."""

    OPEN = "open"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
