"""Start everything in order, say where to look, and watch."""

from __future__ import annotations

from collections.abc import Callable

import django

from publisher.launcher.supervisor import Stack

django.setup()

from publisher.launcher import bootstrap  # noqa: E402 - the rows can be named once Django is set up

HANDLE = "harbourpost"
Say = Callable[[str], None]


def serve(stack: Stack, say: Say) -> int:
    """Run until a child ends by itself (then 1) or the terminal interrupts."""
    new = start_stack(stack)
    stack.start_web()
    _welcome(stack, new, say)
    ended = stack.watch()
    say(f"The {ended} has ended by itself. Its last words are in {stack.log(ended)}.")
    return 1


def start_stack(stack: Stack) -> bootstrap.NewPerson | None:
    """Everything but the desk: broker, rehearsal network, rows, worker."""
    stack.start_valkey()
    stack.start_rehearsal()
    bootstrap.make_tables()
    house = bootstrap.ensure_newsroom()
    new = bootstrap.first_editor(house)
    if not house.accounts.filter(rehearsal=False, ended_at=None).exists():
        bootstrap.rehearsal_account(house, stack.rehearsal_url, stack.home, HANDLE)
    bootstrap.practice_app(house, stack.rehearsal_url, stack.home)
    if new:
        bootstrap.add_sample(house)
    stack.start_worker()
    return new


def _welcome(stack: Stack, new: bootstrap.NewPerson | None, say: Say) -> None:
    say(f"\nThe desk       {stack.desk_url}")
    if new:
        say(f"               sign in as {new.person.email} with the password {new.password}")
        say("               (shown this once; `publisher changepassword` sets another)")
    say(f"The timeline   {stack.rehearsal_url}/{HANDLE}")
    say("               a practice network on this machine; nobody outside sees it\n")
    say("On the desk, open the thread that waits, read it, and press “Approve and post now”.")
    say("Then watch it arrive on the timeline. Ctrl-C stops everything.")
