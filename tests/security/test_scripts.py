"""What others write, on every page that shows it: never a tag, an attribute or a link of theirs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from publisher.accounts.roles import Role
from publisher.people import invitations
from publisher.review.approve import send_back
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Person, Post, Revision
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import record_move
from tests import builders

pytestmark = pytest.mark.django_db
EVIL = "\"'></textarea></title></option></select><evil onload=alert(1) x={{7*7}}>{% now %}"
LINK = "javascript:alert(document.cookie)//"
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset"}
OURS = ("/", "#", "?", "https://", "http://", "data:,", "data:image/svg+xml;base64,")
TAGS = {"evil", "iframe", "object", "embed", "base", "style"}


class Reader(HTMLParser):
    """What a browser would make of a page that it should not."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in TAGS or (
            tag == "script" and not dict(attrs).get("src", "").startswith("/static/")
        ):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith(("on", "style", "hx-on")):
                self.found.append(f"{tag} {name}")
            led = (value or "").strip().lower()
            if name in ADDRESSES and led and not led.startswith(OURS):
                self.found.append(f"{tag} {name}={value}")


def found(page):
    reader = Reader()
    reader.feed(page)
    return reader.found


@pytest.fixture
def evil(house):
    """Somebody whose name, and everything she wrote, tries to be more than words."""
    house.name = EVIL[:120]
    house.save()
    person = Person.objects.create_user("evil@harbour.example", "a good password", name=EVIL)
    house.memberships.create(person=person, role=Role.ADMIN)
    return person


def threads(house, evil):
    account = builders.account(house, handle=EVIL[:60], name=EVIL[:100], page_url=LINK)
    article = builders.article(
        house, headline=EVIL, source=EVIL, link=LINK, photo_alt=EVIL, photo_credit=EVIL
    )
    about = {"account": account, "article": article, "made_by": evil, "why": EVIL}
    waiting = builders.thread_in_review(house, EVIL, EVIL, **about)
    warning = {"kind": EVIL, "words": EVIL, "start": 0, "end": 9, "why": EVIL}
    for revision in Revision.objects.filter(thread=waiting):
        revision.content["posts"][0]["warnings"] = [warning]
        revision.content["ledger"][0]["left_out"] = EVIL
        revision.save()
    back = builders.thread_in_review(house, EVIL, EVIL, **about)
    send_back(back, rev=1, who=evil, why=EVIL)
    yield from (waiting, back)
    for state, post in ((T.NEEDS_EDITOR, P.UNKNOWN), (T.SENDING, P.POSTED), (T.POSTED, P.POSTED)):
        row = builders.thread_in_review(house, EVIL, EVIL, **about, state=state, begun_at=now())
        for n in (1, 2):
            which = post if n == 2 else P.POSTED
            Post.objects.create(thread=row, position=n, state=which, said=EVIL, url=LINK)
        yield row
    yield builders.thread_in_review(house, EVIL, **about, state=T.BROKEN)


@pytest.fixture
def everywhere(house, evil):
    """Every page that shows what somebody wrote."""
    names = [each.public_id for each in threads(house, evil)]
    invitations.invite(house, "a+<evil>@harbour.example", Role.WRITER, who=evil)
    rows = [pause(house, who=evil, why=EVIL, scope=scope) for scope in ("all",)]
    record_move(house, "name", "", "changed", who=evil, why=EVIL)
    record_move(house, "role", EVIL[:40], "admin", who=evil, why=EVIL)
    record_move(house, EVIL[:20], EVIL[:40], EVIL[:40], who=evil, why=EVIL)
    member = house.memberships.get(person=evil).pk
    return [
        "/",
        f"/?q={EVIL}",
        "/add",
        "/accounts",
        "/history",
        "/people",
        "/me",
        "/me/second-step",
        f"/people/{member}/take-away",
        *(f"/pauses/{row.pk}/resume" for row in rows),
        *(f"/threads/{name}" for name in names),
        *(f"/threads/{name}/follow-up" for name in names),
        f"/nowhere/{EVIL}",
    ]


def test_nothing_anybody_wrote_becomes_more_than_words(client, evil, everywhere):
    client.force_login(evil)
    shown = 0
    for path in everywhere:
        page = client.get(path, follow=True).content.decode()
        assert found(page) == [], path
        assert "x=49" not in page, path
        shown += "&lt;evil" in page
    assert shown > len(everywhere) / 2


def test_what_was_typed_comes_back_as_words(client, evil, house):
    client.force_login(evil)
    thread = builders.thread_in_review(house)
    forms = {
        "/add": {"text": "", "link": EVIL, "published_on": EVIL},
        f"/threads/{thread.public_id}/posts/1": {"rev": "1", "body": EVIL * 9, "alt": EVIL},
        f"/threads/{thread.public_id}/send-back": {"rev": "9", "why": EVIL},
        "/people/invite": {"mail": EVIL, "role": "writer"},
        "/me/name": {"name": "", "was": EVIL},
        "/sign-in": {"mail": EVIL, "password": EVIL, "next": EVIL},
    }
    for path, form in forms.items():
        page = client.post(path, form, follow=True).content.decode()
        assert found(page) == [], path


def test_the_door_and_an_invitation_show_words_alone(client, house, evil):
    secret = invitations.invite(house, "new@harbour.example", Role.WRITER, who=evil)
    for path in (f"/join/{secret}", f"/sign-in?next={EVIL}", f"/join/{EVIL}"):
        assert found(client.get(path).content.decode()) == [], path
    page = client.post(f"/join/{secret}", {"name": EVIL, "password": EVIL[:3]})
    assert found(page.content.decode()) == []


@pytest.mark.parametrize(
    "link", [LINK, " JavaScript:x", "data:text/html,x", "vbscript:x", "//x", ""]
)
def test_an_address_that_is_no_web_page_is_no_link(link):
    from publisher.web.templatetags.desk import outward  # noqa: PLC0415 - a filter, no fixture

    assert outward(link) == ""
    assert outward("https://x.example/1") == "https://x.example/1"
