"""What can go wrong when something is told, in words.

TellError
├── NotTold         the message stays, and is tried again
│   ├── NoMail      the mail server did not take it
│   ├── NoHook      the webhook did not take it
│   └── NoHookSet   the newsroom has no webhook (any more)
└── BadHook         what was typed cannot be a webhook's address
"""

from __future__ import annotations


class TellError(Exception):
    """It was not told, or will not be."""


class NotTold(TellError):
    """The message was not handed over."""


class NoMail(NotTold):
    def __init__(self, why: str) -> None:
        super().__init__(f"The mail server did not take it: {why}")


class NoHook(NotTold):
    def __init__(self, why: str) -> None:
        super().__init__(f"The webhook did not take it: {why}")


class NoHookSet(NotTold):
    def __init__(self) -> None:
        super().__init__("No webhook is set any more.")


class BadHook(TellError):
    def __init__(self, why: str) -> None:
        super().__init__(f"This cannot be a webhook’s address: {why}")
