from __future__ import annotations

import pytest

from publisher.accounts.models import Membership
from publisher.accounts.roles import MAY, Act, Role, role_allows
from publisher.review.errors import NotAllowed, OwnWork
from publisher.review.permissions import four_eyes, require_permission
from tests.builders import newsroom, person, thread_in_review

pytestmark = pytest.mark.django_db


def test_every_role_may_do_what_the_role_below_it_may():
    assert MAY[Role.WRITER] < MAY[Role.EDITOR] < MAY[Role.ADMIN]
    assert MAY[Role.ADMIN] == set(Act)


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (Act.READ, Role.WRITER),
        (Act.ADD, Role.WRITER),
        (Act.EDIT, Role.WRITER),
        (Act.PAUSE, Role.WRITER),
        (Act.APPROVE, Role.EDITOR),
        (Act.SEND_BACK, Role.EDITOR),
        (Act.RESUME, Role.EDITOR),
        (Act.CONNECT, Role.ADMIN),
        (Act.PEOPLE, Role.ADMIN),
    ],
)
def test_the_table_of_roles(house, act, role):
    least = next(each for each in Role if role_allows(each, act))
    assert least is role
    for each in Role:
        who = person(each, house)
        if role_allows(each, act):
            require_permission(who, house, act)
        else:
            with pytest.raises(NotAllowed, match=f"As {each} you may not {act}"):
                require_permission(who, house, act)


def test_who_belongs_to_another_newsroom_may_nothing(house):
    with pytest.raises(NotAllowed, match="a stranger"):
        require_permission(person(Role.ADMIN, newsroom()), house, Act.READ)


def test_who_left_may_nothing(house):
    who = person(Role.ADMIN, house)
    who.is_active = False
    with pytest.raises(NotAllowed):
        require_permission(who, house, Act.READ)


def revision_by(house, writer, author=None):
    thread = thread_in_review(house, made_by=author)
    revision = thread.revisions.get()
    revision.made_by = writer
    return revision


def test_who_last_changed_a_version_does_not_approve_it(house):
    mara, _other = person(house=house), person(house=house)
    with pytest.raises(OwnWork):
        four_eyes(mara, house, revision_by(house, mara))


def test_who_wrote_the_thread_does_not_approve_another_s_last_change(house):
    mara, other = person(house=house), person(house=house)
    with pytest.raises(OwnWork):
        four_eyes(mara, house, revision_by(house, other, author=mara))


def test_a_second_pair_of_eyes_approves(house):
    mara, other = person(house=house), person(house=house)
    four_eyes(mara, house, revision_by(house, other, author=other))


def test_an_editor_who_is_alone_approves_her_own(house):
    mara = person(house=house)
    person(Role.WRITER, house)
    gone = person(house=house)
    gone.is_active = False
    gone.save()
    four_eyes(mara, house, revision_by(house, mara))


def test_a_house_that_wants_two_eyes_only_has_it_so(house):
    house.four_eyes = False
    house.save()
    mara, _other = person(house=house), person(house=house)
    four_eyes(mara, house, revision_by(house, mara))


def test_a_role_taken_away_is_gone_at_once(house):
    mara = person(house=house)
    require_permission(mara, house, Act.APPROVE)
    Membership.objects.filter(person=mara).update(role=Role.WRITER)
    with pytest.raises(NotAllowed):
        require_permission(mara, house, Act.APPROVE)
