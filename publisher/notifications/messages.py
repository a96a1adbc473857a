"""What a message says. Pure: the facts come in, and nothing under embargo is among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import textwrap3

from publisher.notifications.events import Occasion
from publisher.web.templatetags.desk import Wall, format_count, full

#: Columns of a plain mail, after RFC 3676's advice for text that is quoted in answers.
COLUMNS = 72
UNDER_EMBARGO = "A thread under embargo"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a thread or an account at the moment somebody is told."""

    house: str
    wall: Wall
    link: str
    headline: str = ""
    account: str = ""
    who: str = ""
    why: str = ""
    posts: int = 0
    out: int = 0
    due_at: datetime | None = None
    first_url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A subject in one line, paragraphs, and where to go."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str
    link_says: str

    @property
    def text(self) -> str:
        """The body of a plain mail. An address is never broken."""
        wrapped = [textwrap3.fill(each, COLUMNS) for each in self.paragraphs]
        return "\n\n".join([*wrapped, f"{self.link_says}:\n{self.link}"]) + "\n"


def compose_message(what: Occasion, facts: Facts) -> Message:
    """Say it in an editor's words."""
    subject, said, link_says = _SAYING[what](facts)
    paragraphs = tuple(" ".join(each.split()) for each in said if each.strip())
    return Message(" ".join(subject.split()), paragraphs, facts.link, link_says)


Said = tuple[str, list[str], str]


def _waits(facts: Facts) -> Said:
    posts = format_count(facts.posts, "post waits", "posts wait").capitalize()
    said = f"{posts} for approval, for {facts.account}.{_by(facts)}"
    return f"To approve: {facts.headline}", [facts.headline, said], "Read it and decide"


def _sent_back(facts: Facts) -> Said:
    who = facts.who or "An editor"
    said = f"{who} sent it back{f': {facts.why}' if facts.why else '.'}"
    return f"Sent back: {facts.headline}", [facts.headline, said], "Change it"


def _missed(facts: Facts) -> Said:
    due = f" It was due {full(facts.due_at, facts.wall)}." if facts.due_at else ""
    said = f"It did not go out on {facts.account} in time, and no longer goes out by itself.{due}"
    return f"Not sent in time: {facts.headline}", [facts.headline, said], "Send it or drop it"


def _needs(facts: Facts) -> Said:
    subject = f"Stopped with {_so_far(facts)}: {facts.headline}"
    return subject, [facts.headline, *_stop(facts)], "Say how it goes on"


def _still(facts: Facts) -> Said:
    since = "It stopped a quarter of an hour ago, and nobody has said how it goes on."
    subject = f"Nobody has looked yet: {facts.headline}"
    return subject, [facts.headline, since, *_stop(facts)], "Say how it goes on"


def _reply(facts: Facts) -> Said:
    said = f"{_a_reply(facts)} waits for approval, for {facts.account}.{_by(facts)}"
    return (
        f"{_a_reply(facts)} waits: {facts.headline}",
        [facts.headline, said],
        "Read it and decide",
    )


def _reply_still(facts: Facts) -> Said:
    since = f"{_a_reply(facts)} has waited for a quarter of an hour, and nobody has decided."
    said = [facts.headline, since, f"Until then {facts.account} says what it said."]
    return f"Nobody has looked yet: {facts.headline}", said, "Read it and decide"


def _a_reply(facts: Facts) -> str:
    return facts.why or "A reply"


def _flawed(facts: Facts) -> Said:
    read = f"It was read back on {facts.account}, and not all is as it was sent. {facts.why}"
    return f"Not as it was sent: {facts.headline}", [facts.headline, read], "Say what follows"


def _flawed_still(facts: Facts) -> Said:
    since = "It was found a quarter of an hour ago, and nobody has said what follows."
    _, (headline, read), link_says = _flawed(facts)
    return f"Nobody has looked yet: {facts.headline}", [headline, since, read], link_says


def _stop(facts: Facts) -> list[str]:
    return [f"{_so_far(facts).capitalize()} on {facts.account}.", facts.why]


def _stopped(facts: Facts) -> Said:
    return (
        f"Paused: {facts.account}",
        [facts.why, "Nothing goes out from it."],
        "See to the account",
    )


def _one_alone(facts: Facts) -> Said:
    who = facts.who or "Somebody"
    off = f"{who} turned off the rule at {facts.house} that a second person approves every thread."
    if facts.why:
        off = f"{who} left one person at {facts.house} who may approve: {facts.why}."
    kept = "What was written before that still needs a second person."
    again = "If this was not meant, turn it on again under House, and change your password."
    if facts.why:
        again = "If this was not meant, an admin can give somebody else that role under People."
    return f"One person can approve alone at {facts.house}", [off, kept, again], "Look at the rule"


def _joined(facts: Facts) -> Said:
    who = facts.who or "Somebody"
    said = f"{who} joined {facts.house} by an invitation, as {facts.why}."
    known = "If you do not know who that is, ask who sent it: the history says so."
    return f"{who} joined {facts.house}", [said, known], "Look at People"


def _embargo(facts: Facts) -> Said:
    said = f"{facts.who or 'Somebody'} changed the embargo of this thread for {facts.account}."
    return f"Embargo changed: {facts.headline}", [facts.headline, said, facts.why], "Look at it"


def _out(facts: Facts) -> Said:
    posts = format_count(facts.posts, "post is", "posts are")
    said = f"All {posts} out on {facts.account}." if facts.posts > 1 else f"Out on {facts.account}."
    return f"Out: {facts.headline}", [facts.headline, said, facts.first_url], "See it on the desk"


def _test(facts: Facts) -> Said:
    said = (
        f"{facts.who or 'Somebody'} asked whether messages of {facts.house} arrive here. They do."
    )
    return f"A test from {facts.house}", [said], "Go to the desk"


def _by(facts: Facts) -> str:
    return f" The last hand on it was {facts.who}’s." if facts.who else ""


def _so_far(facts: Facts) -> str:
    return f"{facts.out} of {facts.posts} out" if facts.out else "nothing out"


_SAYING = {
    Occasion.WAITS: _waits,
    Occasion.SENT_BACK: _sent_back,
    Occasion.MISSED: _missed,
    Occasion.NEEDS: _needs,
    Occasion.STILL: _still,
    Occasion.REPLY: _reply,
    Occasion.REPLY_STILL: _reply_still,
    Occasion.FLAWED: _flawed,
    Occasion.FLAWED_STILL: _flawed_still,
    Occasion.STOPPED: _stopped,
    Occasion.OUT: _out,
    Occasion.ONE_ALONE: _one_alone,
    Occasion.EMBARGO: _embargo,
    Occasion.JOINED: _joined,
    Occasion.TEST: _test,
}
