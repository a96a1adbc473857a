"""Who may do what: one table, asked by the desk and by the command line alike."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a newsroom."""

    WRITER = "writer"
    EDITOR = "editor"
    ADMIN = "admin"


class Act(StrEnum):
    """What can be done."""

    READ = "read"
    ADD = "add"
    EDIT = "edit"
    APPROVE = "approve"
    SEND_BACK = "send back"
    PAUSE = "pause"
    RESUME = "resume"
    FOLLOW_UP = "say how a begun thread ends"
    EXPORT = "export the history"
    CONNECT = "connect accounts"
    PEOPLE = "manage people"
    HOUSE = "change the house’s settings"


_WRITER = frozenset({Act.READ, Act.ADD, Act.EDIT, Act.PAUSE})
_EDITOR = _WRITER | {Act.APPROVE, Act.SEND_BACK, Act.RESUME, Act.FOLLOW_UP, Act.EXPORT}
MAY: dict[Role, frozenset[Act]] = {
    Role.WRITER: _WRITER,
    Role.EDITOR: _EDITOR,
    Role.ADMIN: _EDITOR | {Act.CONNECT, Act.PEOPLE, Act.HOUSE},
}


def role_allows(role: str, act: Act) -> bool:
    return act in MAY[Role(role)]


def role_to_ask(act: Act) -> str:
    """Whom to ask for it who may not: "an editor", or "an admin" where an editor may not either."""
    return "an editor" if role_allows(Role.EDITOR, act) else "an admin"
