"""What goes wrong for reasons a user can mend: one clear Chinese sentence with file, place and value."""

from __future__ import annotations

import errno

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Numbers of the system's errors that say that no more can be written."""


class UsageError(Exception):
    """The call or the workspace is wrong; the command line prints it and exits with 2."""


class IncompleteError(Exception):
    """The work stopped half-way; what was gathered is kept and the command line exits with 3."""
