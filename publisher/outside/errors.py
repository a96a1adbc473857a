"""What can become of work in the child.

OutsideError       the work has no answer
├── TooSlow        it was ended at its deadline
├── TooMuch        it wanted more memory than it may have
├── Crashed        the child died at it
├── Busy           every child was at work for too long
└── Failed         a fault of ours; the message is the child's traceback, for the log
"""

from __future__ import annotations


class OutsideError(Exception):
    """The work has no answer."""


class TooSlow(OutsideError):
    """It was ended at its deadline."""


class TooMuch(OutsideError):
    """It wanted more memory than it may have."""


class Crashed(OutsideError):
    """The child died at it."""


class Busy(OutsideError):
    """Every child was at work for too long."""


class Failed(OutsideError):
    """A fault of ours; the message is the child's traceback."""
