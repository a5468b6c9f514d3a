"""The kinds of acts that the journal keeps."""

from __future__ import annotations

REVIEW = "review"
"""Somebody decided a finding."""

MANUAL, OBSERVATION, DRAW = "manual", "observation", "draw"
"""An inspector settled a row; saw something beside the rows; what was drawn by lot for a period."""

ACCOUNT = "account"
"""An inspector looked at an account by hand (``storage.facts.BY_HAND``)."""

SAMPLE = "sample"
"""The accounts of a period were drawn."""

FIGURE = "figure"
"""What others counted."""

ATTEST = "attest"
"""The office has read the source of a row."""

ROUND = "round"
"""A round ended with these counts."""

DRAFT, OBJECTION, ANSWER, HEARD = "draft", "objection", "answer", "heard"
"""An agency was sent its draft; objected to a finding; was answered; the hearing is over."""

SIGNATURE, RELEASE, CORRECTION = "signature", "release", "correction"
"""Somebody signed a result; it was published; it was corrected after that."""

NOTICE, REPLY, EXTENSION, RULING, RECHECK, CLOSING = "notice", "reply", "extension", "ruling", "recheck", "closing"
"""An agency was told what to mend; said what it did or objected; got more time; its objection was decided; somebody
looked whether it is mended; it was settled by hand."""

RECTIFICATION = frozenset({NOTICE, REPLY, EXTENSION, RULING, RECHECK, CLOSING})
"""Kinds of acts about what follows a result; they change none."""
