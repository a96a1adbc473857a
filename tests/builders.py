"""The few rows most tests begin with."""

from __future__ import annotations

import hashlib
import itertools
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from publisher.accounts.models import Account, Membership, Newsroom, Person
from publisher.accounts.roles import Role
from publisher.accounts.secrets import seal
from publisher.review.approve import approve
from publisher.thread.models import Article, Picture, Revision, Thread
from publisher.thread.states import ThreadState

_count = itertools.count(1)
#: The zone of the newsroom below.
ZONE = ZoneInfo("Europe/Brussels")
SECRETS = {
    "consumer_key": "c" * 25,
    "consumer_secret": "s" * 50,
    "access_token": "1-" + "t" * 40,
    "access_token_secret": "u" * 45,
}
CONDITIONS = ("at", "now", "slot", "not_before", "late_after", "breaking", "wall", "lasts")
SOURCE = """Harbour: the ferry is late

The backstory:

  • The old ferry broke down in March.
  • The new one waits for a part from Norway.

The development:

  • On Tuesday the council found the money.
"""


def newsroom(**more: Any) -> Newsroom:
    return Newsroom.objects.create(**{"name": "Harbour Post", "zone": "Europe/Brussels", **more})


def person(role: Role = Role.EDITOR, house: Newsroom | None = None, name: str = "") -> Person:
    n = next(_count)
    somebody = Person.objects.create_user(
        f"{name.lower() or role}{n}@harbour.example", "a good password", name=name or f"{role} {n}"
    )
    if house:
        Membership.objects.create(newsroom=house, person=somebody, role=role)
    return somebody


def account(house: Newsroom, **more: Any) -> Account:
    from django.conf import settings  # noqa: PLC0415 - settings are chosen before tests begin

    n = next(_count)
    return Account.objects.create(
        **{
            "newsroom": house,
            "network": "x",
            "handle": f"harbourpost{n}",
            "name": "Harbour Post",
            "remote_user_id": str(1000 + n),
            "base_url": "http://127.0.0.1:9",
            "sealed": seal(SECRETS),
            "install_id": settings.INSTALL_ID,
            "gap": 0.0,
            "rehearsal": True,
            **more,
        }
    )


def article(house: Newsroom, **more: Any) -> Article:
    n = next(_count)
    return Article.objects.create(
        **{
            "newsroom": house,
            "headline": f"Harbour: the ferry is late ({n})",
            "source": SOURCE,
            "sha256": f"{n:064x}",
            **more,
        }
    )


def picture(n: int = 1) -> Picture:
    """A picture a network takes: really a PNG, and named by its bytes."""
    drawn = BytesIO()
    Image.new("RGB", (16, 9), (n % 256, 90, 150)).save(drawn, "PNG")
    png = drawn.getvalue()
    return Picture.objects.get_or_create(
        sha256=hashlib.sha256(png).hexdigest(),
        defaults={"content": png, "media_type": "image/png", "width": 1200, "height": 675},
    )[0]


def content(*bodies: str, cards: bool = True) -> dict[str, Any]:
    """A revision's content for these words, each with a card unless told otherwise."""
    total = len(bodies)
    return {
        "headline": bodies[0],
        "style": "full",
        "numbering": "n/N behind",
        "theme": "light",
        "posts": [
            {
                "body": body,
                "text": f"{body}\n\n{n}/{total}",
                "weight": len(body) + 5,
                "cards": [_card(n, body)] if cards else [],
                "warnings": [],
            }
            for n, body in enumerate(bodies, 1)
        ],
        "ledger": [
            {"text": body, "part": "bullet", "posts": [n], "left_out": ""}
            for n, body in enumerate(bodies, 1)
        ],
    }


def _card(n: int, alt: str) -> dict[str, Any]:
    sha = picture(n).sha256
    return {
        "kind": "bullet",
        "sha256": sha,
        "alt": alt,
        "width": 1200,
        "height": 675,
        "media_type": "image/png",
    }


def thread_in_review(
    house: Newsroom | None = None, *bodies: str, cards: bool = True, **more: Any
) -> Thread:
    house = house or newsroom()
    bodies = bodies or ("The ferry is late", "It broke down in March.", "The money is found.")
    row = Thread.objects.create(
        **{
            "article": more.pop("article", None) or article(house, headline=bodies[0]),
            "account": more.pop("account", None) or account(house),
            "state": ThreadState.IN_REVIEW,
            "rev": 1,
            **more,
        }
    )
    Revision.objects.create(thread=row, rev=1, content=content(*bodies, cards=cards))
    return row


def approved_thread(house: Newsroom | None = None, *bodies: str, **more: Any) -> Thread:
    """A thread approved for now, unless `at`, `not_before` or `now=False` say otherwise."""
    how = {name: more.pop(name) for name in CONDITIONS if name in more}
    when: Any = {"now": not {"at", "slot"} & how.keys()} | how
    row = thread_in_review(house, *bodies, **more)
    approve(row, rev=1, who=person(Role.EDITOR, row.account.newsroom), **when)
    return row
