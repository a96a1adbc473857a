"""What can become of work in the child.

OutsideError       the work has no answer
├── TooSlow        it used up its time
├── TooMuch        it wanted more memory than it may have
├── Crashed        the child died at it
│   └── Killed     by a signal from elsewhere
├── NotNow         nothing is known of the work itself: asked for again, it may be done
│   ├── AllAtWork  every child was at work for too long
│   ├── Stuck      the child did not take it up, or stood still over it
│   └── Starved    the machine left the child no time for it
└── Failed         a fault of ours; the message is the child's traceback, for the log
"""

from __future__ import annotations

from collections.abc import Mapping


class OutsideError(Exception):
    """The work has no answer."""


class TooSlow(OutsideError):
    """It used up its time."""


class TooMuch(OutsideError):
    """It wanted more memory than it may have."""


class Crashed(OutsideError):
    """The child died at it."""


class Killed(Crashed):
    """The child was ended at it by a signal from elsewhere."""


class NotNow(OutsideError):
    """Nothing is known of the work itself: asked for again, it may be done."""


class AllAtWork(NotNow):
    """Every child was at work for too long."""


class Stuck(NotNow):
    """The child did not take it up, or stood still over it."""


class Starved(NotNow):
    """The machine left the child no time for it."""


class Failed(OutsideError):
    """A fault of ours; the message is the child's traceback."""


def error_sentence(error: OutsideError, words: Mapping[type[OutsideError], str]) -> str:
    """The sentence for an error: its own, or that of the nearest it is a kind of."""
    return next(words[kind] for kind in type(error).__mro__ if kind in words)


def is_passing(error: BaseException) -> bool:
    """Whether an error told in words says nothing of the text: the same work may do in a while."""
    return isinstance(error.__cause__, NotNow)
