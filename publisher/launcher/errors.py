"""What keeps the machine from starting.

UpError          the sentence says what, and what to do
├── AlreadyUp    another one runs in the same folder
└── Incomplete   the demo's thread is not as it should be
"""

from __future__ import annotations


class UpError(Exception):
    """It does not start."""


class AlreadyUp(UpError):
    """Another one runs in the same folder."""


class Incomplete(UpError):
    """The demo's thread is not on the timeline as it should be."""
