"""What a person may do at this desk."""

from __future__ import annotations

from publisher.accounts.models import Newsroom, Person
from publisher.accounts.rights import is_allowed, role_of
from publisher.accounts.roles import Act
from publisher.review.errors import NotAllowed, OwnWork
from publisher.thread.approvers import find_barred_approvers, whom_to_ask
from publisher.thread.models import Revision


def require_permission(who: Person, newsroom: Newsroom, act: Act) -> None:
    """Raise NotAllowed unless the table of roles lets this person do this here."""
    if not is_allowed(who, newsroom, act):
        raise NotAllowed(role_of(who, newsroom), act)


def four_eyes(who: Person, newsroom: Newsroom, revision: Revision) -> None:
    """Raise OwnWork where the house wants a second person and this one had a hand in it."""
    without = find_barred_approvers(revision, newsroom)
    if who.pk in without:
        raise OwnWork(whom_to_ask(newsroom, without))
