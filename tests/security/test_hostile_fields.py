"""A hostile string through each field of each form, and every page that shows it afterwards."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail

from publisher.accounts.roles import Role
from publisher.accounts.secrets import seal
from publisher.networks.base import Identity
from publisher.newsroom.connecting import Pending
from publisher.newsroom.pages.connect import SLOT
from publisher.notifications import webhook
from publisher.notifications.event_context import facts_of
from publisher.notifications.events import Occasion
from publisher.notifications.mail import mail_notice as send
from publisher.notifications.messages import compose_message
from publisher.people import invitations, password_reset
from publisher.review.approve import approve
from publisher.thread.clock import now
from publisher.thread.models import Notice, Post, Slot, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread, record_move
from publisher.thread.verification import Finding, Flaw, Proof
from tests import builders
from tests.security.test_scripts import EVIL, LINK, found

pytestmark = pytest.mark.django_db
#: Within every field's own length.
SHORT = "\"'></select><evil onload=alert(1)>{{7*7}}"
RULES = {"was-four_eyes": "yes", "was-late_after": "1200", "was-lasts": "day"}
CARDS, NEWSROOM = {"was-theme": "light"}, {"was-name": "Harbour Post", "was-public_name": ""}


@pytest.fixture
def account(house):
    return builders.account(house, handle=SHORT, name=EVIL[:100], page_url=LINK)


@pytest.fixture
def out(house, account, mara):
    """A thread that is out, with flaws an editor has to look at."""
    thread = builders.thread_in_review(house, EVIL, EVIL, account=account)
    approve(thread, rev=1, who=mara, now=True)
    move_thread(thread, T.SENDING, why=EVIL)
    Post.objects.filter(thread=thread).update(state=PostState.POSTED, said=EVIL, url=LINK)
    move_thread(thread, T.POSTED)
    proof = Proof(2, (Finding(Flaw.GONE, 2),), kept=EVIL, said=EVIL)
    Thread.objects.filter(pk=thread.pk).update(proof=proof.json, proved_at=now())
    return thread


def pages(house):
    threads = [each.public_id for each in Thread.objects.filter(article__newsroom=house)]
    accounts = [each.public_id for each in house.accounts.all()]
    bundles = [each.public_id for each in house.articles.all()]
    names = ("", "add", "accounts", "history", "people", "me", "notices", "house", "keys")
    return [
        *(f"/{name}" for name in names),
        "/accounts/connect",
        *(f"/accounts/{name}" for name in accounts),
        *(f"/accounts/connect?account={name}" for name in accounts),
        *(f"/bundles/{name}" for name in bundles),
        *(f"/threads/{name}" for name in threads),
        *(f"/threads/{name}/follow-up" for name in threads),
        *(f"/threads/{name}/versions" for name in threads),
        *(f"/pauses/{row.pk}/resume" for row in house.pauses.filter(lifted_at=None)),
    ]


def look(desk, house):
    """How many pages show it; on none is it more than words."""
    shown = 0
    for path in pages(house):
        page = desk.get(path, follow=True).content.decode()
        assert found(page) == [], path
        assert "(1)>49" not in page.replace("&gt;", ">"), path
        shown += "&lt;evil" in page
    return shown


#: Each form, what is typed, and what its own answer is: 302 is kept, 422 said what is wrong.
KEPT = {
    "newsroom": ("/house/newsroom", {**NEWSROOM, "name": EVIL[:110], "public_name": SHORT}, 302),
    "public name alone": ("/house/newsroom", {**NEWSROOM, "name": "H", "public_name": SHORT}, 302),
    "theme": ("/house/cards", {**CARDS, "theme": EVIL}, 422),
    "numbers": (
        "/house/threads",
        {"numbering": EVIL, "was-numbering": "", "was-sign_off": "no", "sign_off": EVIL},
        422,
    ),
    "sign-off": (
        "/house/threads",
        {"numbering": "", "was-numbering": EVIL, "was-sign_off": EVIL, "sign_off": EVIL},
        422,
    ),
    "rules": ("/house/rules", {**RULES, "late_after": EVIL, "lasts": EVIL}, 422),
    "zone": ("/house/zone", {"was-zone": EVIL, "zone": EVIL}, 422),
    "a posting time": ("/house/times", {"weekday": EVIL, "time": EVIL, "for": ""}, 422),
    "a time of nobody": ("/house/times", {"weekday": "1", "time": "7:30", "for": EVIL}, 404),
    "seconds": ("/accounts/{account}/gap", {"was": EVIL, "gap": EVIL}, 422),
    "app": (
        "/accounts/connect/app",
        {"at": "x", "consumer_key": EVIL, "consumer_secret": "x"},
        422,
    ),
    "app of nowhere": ("/accounts/connect/app", {"at": EVIL, "account": EVIL}, 422),
    "keys": ("/accounts/connect/keys", {"at": "x", "consumer_key": EVIL}, 422),
    "webhook": ("/notices/webhook", {"url": EVIL}, 422),
    "pause": ("/pause", {"scope": "all", "why": EVIL}, 302),
    "a pause of nothing": ("/pause", {"scope": f"account:{EVIL}", "why": EVIL}, 404),
    "send back": ("/threads/{thread}/send-back", {"rev": "1", "why": EVIL}, 302),
    "drop": ("/threads/{thread}/cancel", {"rev": "1", "why": EVIL}, 302),
    "words": ("/threads/{thread}/posts/1", {"rev": "1", "body": SHORT}, 302),
    "alt text": (
        "/threads/{thread}/posts/1/cards/0",
        {"rev": "1", "alt": EVIL, "text": EVIL},
        None,
    ),
    "send a bundle back": (
        "/bundles/{bundle}/send-back",
        {"why": EVIL, "thread": "{thread}", "rev-{thread}": "1"},
        302,
    ),
    "a bundle of nothing": ("/bundles/{bundle}/send-back", {"why": EVIL, "thread": EVIL}, 400),
    "correction": (
        "/threads/{out}/posts/1/reply",
        {"rev": "1", "kind": "correction", "words": SHORT, "epoch": "{epoch}"},
        302,
    ),
    "kind of correction": (
        "/threads/{out}/posts/1/reply",
        {"rev": "1", "kind": EVIL, "words": SHORT, "epoch": "{epoch}"},
        400,
    ),
    "weight": ("/threads/{out}/posts/1/weigh", {"kind": "update", "words": EVIL}, 200),
    "add": ("/add", {"text": f"{EVIL}\n\n{builders.SOURCE}", "link": ""}, 302),
    "name": ("/me/name", {"name": EVIL[:110], "was": "Ada"}, 302),
    "role": ("/people/{member}/role", {"role": EVIL, "was": EVIL}, 400),
}


def filled(form, out, thread):
    """A form with the numbers and names of these threads."""
    for name, value in {"{epoch}": str(out.epoch), "{thread}": thread.public_id}.items():
        form = {key.replace(name, value): each.replace(name, value) for key, each in form.items()}
    return form


@pytest.mark.parametrize("field", KEPT)
def test_what_is_typed_into_a_field_stays_words(desk, house, account, out, field):
    path, form, status = KEPT[field]
    thread = builders.thread_in_review(house, "Late", "It broke.", account=account)
    parts = {
        "account": account.public_id,
        "thread": thread.public_id,
        "bundle": thread.article.public_id,
        "out": out.public_id,
        "member": house.memberships.earliest("id").pk,
    }
    out.refresh_from_db()
    answer = desk.post(path.format(**parts), filled(form, out, thread))
    assert answer.status_code in ({status} if status else {302, 422}), answer.content.decode()[:999]
    assert found(answer.content.decode()) == []
    assert look(desk, house)


def test_an_account_that_calls_itself_evil_is_confirmed_in_words(desk, house, ada, settings):
    settings.REHEARSAL_URL = "http://127.0.0.1:9"
    owner = Identity("7", SHORT, EVIL, LINK)
    pending = Pending(
        person=ada.pk,
        newsroom=house.pk,
        network="x",
        base=settings.REHEARSAL_URL,
        practice=True,
        account="",
        by_pin=True,
        sealed=seal(builders.SECRETS),
        until=(now() + timedelta(minutes=5)).isoformat(),
        mark=EVIL,
        found=asdict(owner),
    )
    session = desk.session
    session[SLOT] = pending.kept()
    session.save()
    page = desk.get("/accounts/connect/confirm").content.decode()
    assert "&lt;evil" in page
    assert found(page) == []
    assert desk.post("/accounts/connect/confirm", {"mark": EVIL}).status_code == 302
    Slot.objects.create(newsroom=house, account=house.accounts.get(), weekday=1, wall="07:30")
    assert look(desk, house)


@pytest.mark.parametrize("path", ["/accounts/connect?at={}", "/accounts/connect?account={}"])
def test_what_stands_in_an_address_stays_words(desk, house, path):
    assert found(desk.get(path.format(EVIL), follow=True).content.decode()) == []
    keys = [
        "oauth_token",
        "denied",
        "oauth_verifier",
        "who",
        "account",
        "from",
        "to",
        "day",
        "subject",
        "show",
        "on",
        "q",
    ]
    for name in keys:
        for place in ("/history", "/", "/accounts/connect/back"):
            page = desk.get(place, {name: EVIL}, follow=True).content.decode()
            assert found(page) == [], (place, name)
    assert house.moves.filter(subject="account").count() == 0


def noticed(house, thread, what):
    made = record_move(house, "thread", "", "x", thread=thread, why=EVIL)
    return Notice.objects.create(
        newsroom=house,
        thread=thread,
        move=made,
        kind=what,
        channel="mail",
        address="mara@harbour.example",
        made_at=now(),
        said=EVIL,
    )


@pytest.mark.parametrize("what", list(Occasion))
def test_a_mail_is_plain_text_with_headers_of_ours_alone(desk, house, out, what):
    out.article.headline = f"{EVIL}\r\nBcc: all@evil.example\r\n\r\n<evil>"
    out.article.save()
    row = noticed(house, out, what)
    send(row, compose_message(what, facts_of(row)))
    letter = mail.outbox[0].message()
    assert letter.get_content_type() == "text/plain"
    assert not letter.is_multipart()
    ours = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To"}
    read_by_others = message_from_bytes(letter.as_bytes())
    assert set(read_by_others.keys()) == ours | {"Date", "Message-ID", "Auto-Submitted"}
    assert "<evil" not in webhook.format_for_slack(compose_message(what, facts_of(row)))
    assert found(desk.get("/notices").content.decode()) == []


def test_links_for_people_show_words_alone(client, house, ada):
    ada.name = EVIL[:110]
    ada.save()
    evil = builders.person(Role.EDITOR, house, "Eve")
    type(evil).objects.filter(pk=evil.pk).update(name=EVIL[:110])
    member = house.memberships.select_related("person", "newsroom").get(person=evil)
    for path in (
        f"/new-password/{password_reset.make_reset_link(member, who=ada)}",
        f"/join/{invitations.invite(house, 'new@harbour.example', Role.WRITER, who=ada)}",
    ):
        page = client.get(path).content.decode()
        assert "&lt;evil" in page
        assert found(page) == []
    client.force_login(ada)
    page = client.post(f"/people/{member.pk}/new-password", {"phone": EVIL}).content.decode()
    assert "&lt;evil" in page
    assert found(page) == []
