"""What can be typed. Imports nothing but argparse, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable

#: Our own commands and their modules; any other first word is one of Django's.
OWN = {
    "split": "split",
    "cards": "cards",
    "add": "add",
    "queue": "queue",
    "approve": "approve",
    "pause": "pause",
    "resume": "resume",
    "continue": "go_on",
    "closeout": "closeout",
    "takedown": "takedown",
    "doctor": "doctor",
    "person": "person",
    "changepassword": "changepassword",
    "connect": "connect",
    "house": "house",
    "keys": "keys",
    "backup": "backup",
    "restore": "restore",
    "up": "up",
    "web": "web",
    "worker": "worker",
    "rehearsal": "rehearsal",
}
#: Those that name no rows, or are Django's to begin.
ROWLESS = {"split", "cards", "up", "web", "worker", "rehearsal", "django"}
_FILE = "a file (text, Markdown or HTML), or - to read what is piped in"


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="publisher",
        description="Turns explainers into numbered social threads with image cards, "
        "and posts what an editor approved, once.",
        epilog="Django's own commands work too: publisher migrate, publisher check, …",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for describe in (
        _split,
        _cards,
        _add,
        _queue,
        _approve,
        _pause,
        _resume,
        _follow_up,
        _doctor,
        _house,
        _keys,
        _copies,
        _up,
        _serve,
    ):
        describe(commands.add_parser)
    return top


Adder = Callable[..., argparse.ArgumentParser]


def _split(add: Adder) -> None:
    words = "print the thread a file becomes, as followers will read it"
    command = add("split", help=words, description=words.capitalize() + ".")
    command.add_argument("file", metavar="FILE", help=_FILE)
    command.add_argument("--json", action="store_true", help="print everything as JSON")
    command.add_argument("--network", default="x", help="for which network (x)")
    command.add_argument("--style", default="full", help="full, brief or single (full)")


def _cards(add: Adder) -> None:
    words = "draw the cards of a file's thread into a folder"
    command = add("cards", help=words, description=words.capitalize() + ".")
    command.add_argument("file", metavar="FILE", help=_FILE)
    command.add_argument("-o", "--out", metavar="DIR", required=True, help="the folder to fill")
    command.add_argument("--theme", default="light", help="a theme's name or file (light)")
    command.add_argument("--wordmark", default="", help="the name drawn at the foot")


def _add(add: Adder) -> None:
    words = "put an explainer on the desk"
    command = add("add", help=words, description=words.capitalize() + ".")
    where = f"{_FILE}, or an address that begins with https://"
    command.add_argument("file", metavar="FILE", help=where)
    command.add_argument("--link", default="", help="the article's address")
    words = "only this account (may be given more than once; every connected one)"
    command.add_argument("--account", action="append", metavar="HANDLE", help=words)
    _person(command)


def _queue(add: Adder) -> None:
    words = "list what waits, what is scheduled and what needs an editor"
    add("queue", help=words, description=words.capitalize() + ".")


def _approve(add: Adder) -> None:
    words = "approve the version of a thread that you read"
    command = add("approve", help=words, description=words.capitalize() + ".")
    command.add_argument("id", metavar="ID", help="the thread, as `publisher queue` names it")
    command.add_argument("--rev", type=int, required=True, metavar="N", help="the version you read")
    when = command.add_mutually_exclusive_group()
    when.add_argument("--now", action="store_true", help="send it now")
    when.add_argument("--at", metavar="TIME", help='"2026-05-01 07:30" in the newsroom\'s zone')
    when.add_argument("--slot", action="store_true", help="send it in the next free slot")
    later = "without a time; else it keeps the time it had"
    when.add_argument("--later", action="store_true", help=later)
    command.add_argument("--breaking", action="store_true", help="ahead of the account's queue")
    command.add_argument("--embargo", metavar="TIME", help="not before this, or “none” to lift it")
    read = "you have read the embargo line of its source"
    command.add_argument("--embargo-read", action="store_true", help=read)
    lasts = "when the approval expires: after its day, a week later, or never (as it was)"
    command.add_argument("--until", choices=("day", "week", "never"), help=lasts)
    _person(command)


def _pause(add: Adder) -> None:
    words = "stop everything from being sent, or one thread"
    command = add("pause", help=words, description=words.capitalize() + ".")
    command.add_argument("--thread", metavar="ID", help="only this thread")
    command.add_argument("--why", default="", help="the reason, seen by everyone")
    _person(command)


def _resume(add: Adder) -> None:
    words = "lift the pauses that stand"
    command = add("resume", help=words, description=words.capitalize() + ".")
    _person(command)


def _follow_up(add: Adder) -> None:
    words = "send the rest of a stopped thread"
    go_on = add("continue", help=words, description=words.capitalize() + ".")
    go_on.add_argument("--rev", type=int, metavar="N", help="the version you read, if it changed")
    words = "send one last post that names the headline and how far it got, and end a thread"
    close = add("closeout", help=words, description=words.capitalize() + ".")
    close.add_argument("--text", help="the last post in your own words")
    words = "delete the posts of a thread, the last one first"
    down = add("takedown", help=words, description=words.capitalize() + ".")
    down.add_argument("--first", type=int, metavar="N", help="delete post N before all others")
    for command in (go_on, close, down):
        command.add_argument("id", metavar="ID", help="the thread, as `publisher queue` names it")
        _person(command)


def _doctor(add: Adder) -> None:
    words = "say what is configured, reachable and healthy"
    command = add("doctor", help=words, description=words.capitalize() + ".")
    command.add_argument("--quiet", action="store_true", help="print only what is wrong")


def _house(add: Adder) -> None:
    words = "let somebody in, with a password that is printed once"
    person = add("person", help=words, description=words.capitalize() + ".")
    person.add_argument("mail", metavar="MAIL")
    person.add_argument("--name")
    person.add_argument(
        "--forget-second-step",
        action="store_true",
        help="for somebody who is here: turn off the codes of a lost phone",
    )
    person.add_argument("--role", choices=("writer", "editor", "admin"), default="editor")
    words = "set somebody's password, asked for here, and sign them out everywhere"
    add("changepassword", help=words, description=words.capitalize() + ".").add_argument(
        "mail", metavar="MAIL"
    )
    words = "show or change the newsroom's settings"
    house = add("house", help=words, description=words.capitalize() + ".")
    house.add_argument("--name")
    house.add_argument("--zone", help="such as Europe/Brussels")
    house.add_argument("--theme", help="light, dark or a theme of your own")
    house.add_argument("--public-name", help="the name on the cards, where it is another")
    house.add_argument("--numbering", help='"n/N behind", "n/N before", "(n)" or "none"')
    house.add_argument("--sign-off", choices=("yes", "no"), help="put it into the last post")
    house.add_argument("--four-eyes", choices=("yes", "no"), help="a second person approves")
    house.add_argument("--late-after", help="seconds a thread may be late and still go out")
    house.add_argument(
        "--lasts", choices=("day", "week", "never"), help="how long an approval is good"
    )
    _person(house)
    words = "connect an account by the four keys of your own app, asked for or piped in"
    connect = add("connect", help=words, description=words.capitalize() + ".")
    connect.add_argument("network", nargs="?", default="x", help="which network (x)")
    _person(connect)


def _keys(add: Adder) -> None:
    words = "take a new key for the secrets of the accounts, and drop old ones"
    command = add("keys", help=words, description=words.capitalize() + ".")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    words = "close all secrets with a new key; the old one still opens them"
    acts.add_parser("rotate", help=words, description=words.capitalize() + ".")
    words = "drop the keys that close nothing any more"
    acts.add_parser("forget", help=words, description=words.capitalize() + ".")
    words = "print a fresh key, for an environment kept by hand"
    acts.add_parser("new", help=words, description=words.capitalize() + ".")


def _copies(add: Adder) -> None:
    words = "copy the whole database into a file, while everything runs"
    backup = add("backup", help=words, description=words.capitalize() + ".")
    backup.add_argument("file", metavar="FILE", help="a file that does not exist yet")
    words = "put a backup in the place of the database, and pause everything"
    restore = add("restore", help=words, description=words.capitalize() + ".")
    restore.add_argument("file", metavar="FILE", help="what `publisher backup` wrote")


def _up(add: Adder) -> None:
    words = "start everything on this machine and print where to look"
    command = add("up", help=words, description=words.capitalize() + ".")
    command.add_argument("--port", type=int, default=8000, help="the desk's port (8000)")
    command.add_argument(
        "--demo",
        nargs="?",
        const="",
        metavar="FILE",
        help="go the whole way by itself in a throwaway folder, and end",
    )


def _serve(add: Adder) -> None:
    web = add("web", help="serve the desk")
    web.add_argument("--host", default="127.0.0.1")
    web.add_argument("--port", type=int, default=8000)
    web.add_argument("--threads", type=int, default=8)
    worker = add("worker", help="run a Celery worker with the clock")
    worker.add_argument("--threads", type=int, default=8)
    worker.add_argument("--queues", default="post,draft")
    rehearsal = add("rehearsal", help="serve the rehearsal network")
    rehearsal.add_argument("--home", required=True)
    rehearsal.add_argument("--port", type=int, default=8001)


def _person(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as", dest="person", metavar="NAME", help="who does this: a mail address or a name"
    )
