"""What keeps a post from being sent, before any network is asked.

PostError           nothing was sent
├── NotClaimed   somebody else has this thread, or it may not go yet
├── Stopped      between claim and send something changed: a stop, an edit, a new claim
├── SureRefusal  the network is sure to refuse a post of it, so none is sent
└── NoDoor       the account cannot be used
    └── NotHere  not with the secrets that are here; another host may have the right ones
"""

from __future__ import annotations


class PostError(Exception):
    """Nothing was sent."""


class NotClaimed(PostError):
    """Somebody else has this thread, or it may not go yet."""


class Stopped(PostError):
    """Something changed between claim and send."""


class SureRefusal(PostError):
    """The network is sure to refuse a post of the thread, of which nothing is out."""


class NoDoor(PostError):
    """The account cannot be used."""


class NotHere(NoDoor):
    """The account cannot be used with the secrets that are here."""
