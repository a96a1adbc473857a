"""Moves about people in plain words: who came in, who may what."""

from __future__ import annotations

from publisher.accounts.roles import Role
from publisher.thread.models import Move

#: By what the move is about and what it came to; {why} is whom it concerns.
_WORDS: dict[tuple[str, str], str] = {
    ("door", "signed in"): "signed in",
    ("door", "signed out"): "signed out",
    ("door", "wrong password"): "gave a wrong password for {why}",
    ("door", "wrong code"): "gave a wrong code for {why}, after the right password",
    ("people", "joined"): "joined as {why}",
    ("people", "removed"): "took away the access of {why}, who was {before}",
    ("people", "added"): "let {why} in",
    ("invite", "withdrawn"): "withdrew the invitation of {why}",
    ("invite", "ended"): "ended the invitation of {why}",
    ("password", "ended"): "ended the link for a new password of {why}",
    ("second factor", "on"): "set up a second step to sign in",
    ("second factor", "own off"): "turned off the second step",
    ("second factor", "off"): "turned off the second step of {why}",
    ("second factor", "new codes"): "made new recovery codes",
    ("second factor", "spare code"): "used a recovery code",
    ("second factor", "asked"): "asked editors and admins for a second step",
    ("second factor", "not asked"): "left the second step to each person",
    ("password", "changed"): "changed the password",
    ("password", "set"): "set a new password for {why}",
    ("password", "link: password"): "made a link for {why} to choose a new password",
    (
        "password",
        "link: both",
    ): "made a link for {why} to choose a new password and turn off the second step",
    ("password", "by link"): "chose a new password by a link of {why}",
    ("password", "withdrawn"): "withdrew the link of {why} for a new password",
    ("name", "changed"): "was called {why} before",
    ("single keys", "on"): "turned single keys on",
    ("single keys", "off"): "turned single keys off",
    ("sessions", "ended"): "signed out other browsers",
    ("sessions", "all ended"): "signed everybody out: {why}",
    **{("role", role.value): "made {why} " + role + ", who was {before}" for role in Role},
    **{("invite", role.value): "invited {why} as " + role for role in Role},
}
PEOPLE = {subject for subject, _ in _WORDS}


def describe_people_move(move: Move) -> tuple[str, str]:
    """Who did it, and what, in words."""
    nobody = "Somebody" if move.subject == "door" else "The publisher"
    words = _WORDS.get((move.subject, move.after), "{after}")
    what = words.format(why=move.why, before=move.before, after=move.after)
    return (move.who.name if move.who else nobody), what
