"""A thread made again from mended words."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.intake.draft import draft_thread
from publisher.intake.retry import retry_thread
from publisher.review.approve import approve
from publisher.review.errors import OwnWork
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db


def test_who_brought_the_words_and_who_mended_them_both_had_a_hand():
    house = builders.newsroom()
    mara, ada, tom = (builders.person(Role.EDITOR, house, name) for name in ("Mara", "Ada", "Tom"))
    article = builders.article(house, added_by=mara)
    broken = Thread.objects.create(
        article=article, account=builders.account(house), state=T.BROKEN, made_by=mara
    )
    made = retry_thread(broken, f"{builders.SOURCE}\n  • And paid for.", who=ada)
    draft_thread(made.pk)
    made = Thread.objects.get(pk=made.pk)
    for who in (mara, ada):
        with pytest.raises(OwnWork):
            approve(made, rev=1, who=who)
    approve(made, rev=1, who=tom)
