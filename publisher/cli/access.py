"""Access that a restored database gives and the one before it did not: said, for an admin to decide."""

from __future__ import annotations

from django.db import DatabaseError

from publisher.accounts.models import Membership

Access = set[tuple[str, str, str]]


def list_access() -> Access:
    """Who may come in now, as newsroom, mail address and role; nobody where no tables can be read."""
    rows = Membership.objects.filter(person__is_active=True)
    try:
        return set(rows.values_list("newsroom__name", "person__email", "role"))
    except DatabaseError:
        return set()


def brought_back(before: Access, after: Access) -> list[str]:
    """What the backup gives that was taken away since, a line each; nothing to compare, nothing said."""
    more = sorted(after - before) if before else []
    return [f"  {mail} is {role} at {house}" for house, mail, role in more]
