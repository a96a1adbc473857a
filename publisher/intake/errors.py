"""What can go wrong before an explainer is on the desk, in an editor's words.

IntakeError       nothing was added; the sentence says why
├── BadAddress    no page could be fetched from an address like this
├── NotPublic     the address leads into a network that is not public
├── NoAnswer      the site did not give the page, in time and whole
├── NoPage        what the site gave is no page of words
├── NotConnected  the account it is for is not connected any more
├── IntakeBusy    enough pages are being fetched already
└── BadPhoto      the lead photo cannot be used
"""

from __future__ import annotations


class IntakeError(Exception):
    """Nothing was added."""


class BadAddress(IntakeError):
    def __init__(self, why: str) -> None:
        super().__init__(f"No page can be fetched from this address: {why}")


class NotPublic(IntakeError):
    def __init__(self, host: str) -> None:
        super().__init__(
            f"“{host[:80]}” is not a public site, so nothing is fetched from it. Paste the text instead."
        )


class NoAnswer(IntakeError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The page could not be fetched: {why} Try again, or paste the text.")


class NoPage(IntakeError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The address gives no page to read: {why} Paste the text instead.")


class NotConnected(IntakeError):
    def __init__(self, account: str) -> None:
        super().__init__(f"{account} was disconnected. Connect it again under Accounts.")


class IntakeBusy(IntakeError):
    def __init__(self) -> None:
        super().__init__("Several pages are being fetched right now. Try again in a few seconds.")


class BadPhoto(IntakeError):
    """The lead photo cannot be used; the sentence says what to do."""
