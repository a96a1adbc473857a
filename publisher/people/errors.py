"""What can go wrong with people.

PeopleError
├── LastAdmin      nobody would be left who may let people in
├── HereAlready    the person belongs to this newsroom already
├── NotOpen        the invitation was used, withdrawn or has lapsed
├── Elsewhere      the person works where the admin is none
├── OwnDoor        nobody opens her own door without its password
├── WrongCode      the code is not the one of now, or was used
└── Needed         the newsroom asks for what should be turned off
"""

from __future__ import annotations


class PeopleError(Exception):
    """Something with people cannot be done. The message is a sentence for who asked."""

    def __init__(self, *words: str) -> None:
        super().__init__(*(words or (self.__doc__ or "",)))


class LastAdmin(PeopleError):
    """The last admin stays: make somebody else an admin first."""


class HereAlready(PeopleError):
    """Who has this address works here already."""


class NotOpen(PeopleError):
    """This invitation was used, withdrawn, or is older than a week. Ask an admin for a new one."""


class Elsewhere(PeopleError):
    """Somebody who works in another newsroom too is helped only by who is an admin of both."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} works in another newsroom too, where you are no admin: "
            "ask who keeps this installation."
        )


class OwnDoor(PeopleError):
    """Your own password and second step are changed on your own page."""


class WrongCode(PeopleError):
    """That code is not right. It changes every 30 seconds, and each is good for one use."""


class Needed(PeopleError):
    """Your newsroom asks editors and admins for a second step, so it stays on."""
