"""Words are the same by their text: what is only alike is told and stops nothing, here or elsewhere."""

from __future__ import annotations

import unicodedata

import pytest

from publisher.accounts.models import Account
from publisher.delivery.clients import client_for
from publisher.followup.continue_thread import go_on
from publisher.networks.base import Outgoing, SeenPost
from publisher.networks.text_match import says_again
from publisher.review.approve import approve
from publisher.review.check import REFUSED, Check
from publisher.review.checks import list_checks
from publisher.review.errors import WouldRefuse
from publisher.thread.clock import now
from publisher.thread.duplicate_posts import likeness_of
from publisher.thread.models import Thread
from tests import builders
from tests.delivery.conftest import Paper

SAME = {
    "word for word": ("The ferry is late", "The ferry is late"),
    "capitals": ("The ferry is late", "The FERRY is late"),
    "spaces": ("The ferry is late", "The ferry  is\nlate"),
    "composed": ("Zoë is late", unicodedata.normalize("NFD", "Zoë is late")),
    "unseen": ("The ferry ❤ is late", "The ferry ❤\ufe0f is late"),
    "links": ("Read https://harbour.org/a", "Read https://HARBOUR.org/a/"),
}
ALIKE = {
    "colour": ("Ferry status on Monday evening: 🟢", "Ferry status on Monday evening: 🔴"),
    "sign": ("Profit of the port changed by +5 %", "Profit of the port changed by -5 %"),
    "vowels": ("दिन", "दान"),
    "score": ("Result: 21", "Result: 2–1"),
    "question": ("The ferry is late.", "The ferry is late?"),
    "flag": (
        "Won: 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Won: 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ),
}
PAIRS = [
    *((*pair, True) for pair in SAME.values()),
    *((*pair, False) for pair in ALIKE.values()),
]
NAMES = [*SAME, *ALIKE]
END = "Thanks for reading Harbour Post."


@pytest.fixture(params=["paper", "second"])
def there(request: pytest.FixtureRequest) -> Paper:
    """The same account, and another of the house."""
    found: Paper = request.getfixturevalue(request.param)
    return found


def waiting(account: Account, *bodies: str) -> Thread:
    return builders.thread_in_review(account.newsroom, *bodies, account=account, cards=False)


def press(thread: Thread) -> None:
    approve(thread, rev=thread.rev, who=builders.person(house=thread.account.newsroom), now=True)


def checks(thread: Thread) -> list[Check]:
    found = list_checks(thread, thread.revisions.get(rev=thread.rev), now())
    return [each for each in found if each.kind in {REFUSED, "twin"}]


def refused(thread: Thread) -> list[int]:
    return [each.position for each in checks(thread) if each.kind == REFUSED]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS, ids=NAMES)
def test_the_desk_and_the_approval_go_by_the_words(paper, there, one, other, same):
    paper.run(paper.approve(one, "All lines run.", cards=False))
    thread = waiting(there.account, other, "This is another day.")
    assert refused(thread) == ([1] if same else [])
    if same:
        with pytest.raises(WouldRefuse):
            press(thread)
        return
    assert likeness_of(one) != likeness_of(other) or "ords like these" in checks(thread)[0].why
    press(thread)
    assert there.run(thread).state == "posted"


@pytest.mark.parametrize(("one", "other", "same"), PAIRS, ids=NAMES)
def test_so_does_the_look_at_the_account_before_the_first_post(paper: Paper, one, other, same):
    client = client_for(paper.account)
    client.send(client.body(Outgoing(f"{one}\n\n1/2")))
    thread = paper.run(paper.approve(other, "All lines run.", cards=False))
    assert (thread.state, len(paper.out())) == (("needs_editor", 1) if same else ("posted", 3))


def test_a_number_makes_no_other_words_on_another_account(paper: Paper, second: Paper):
    paper.run(paper.approve("The ferry is late", "All lines run.", cards=False))
    assert refused(waiting(second.account, "Today", "More", "The ferry is late")) == [3]


def test_the_same_ending_of_other_threads_is_told_and_goes_out_on_both_accounts(
    paper: Paper, second: Paper
):
    paper.run(paper.approve("The ferry is late", "It broke down.", END, cards=False))
    thread = waiting(second.account, "Hill United won", END)
    assert [(each.position, each.kind) for each in checks(thread)] == [(2, "twin")]
    press(thread)
    assert second.run(thread).state == "posted"


def test_the_rest_of_a_stopped_thread_may_end_so_too(paper: Paper, second: Paper):
    thread = second.to_the_first(second.approve("Hill United won", END, cards=False))
    second.fault("refuse", endpoint="post", depth=2, status=403, words="No.")
    assert second.run(thread).state == "needs_editor"
    paper.run(paper.approve("The ferry is late", "It broke down.", END, cards=False))
    thread.posts.filter(position=2).update(state="waiting")
    second.network.clear()
    go_on(thread, rev=1, who=builders.person(house=paper.house), epoch=thread.epoch)
    assert second.run(thread).state == "posted"


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        (("Hill United won", END, "It was close."), [2]),
        ((END,), [1]),
        (("Hill United won", "It broke down.", END), [2, 3]),
    ],
    ids=["in the middle", "alone", "with more of it"],
)
def test_the_same_words_elsewhere_that_are_no_mere_ending_stop_it(
    paper: Paper, second: Paper, bodies: tuple[str, ...], told: list[int]
):
    paper.run(paper.approve("The ferry is late", "It broke down.", END, cards=False))
    assert refused(waiting(second.account, *bodies)) == told


def test_the_same_ending_with_its_number_on_the_same_account_is_refused(paper: Paper):
    paper.run(paper.approve("The ferry is late", END, cards=False))
    assert refused(waiting(paper.account, "Hill United won", END)) == [2]


@pytest.mark.parametrize(
    ("typed", "text", "again"),
    [
        ("The ferry is late!", "The ferry is late", True),
        ("“The ferry” is late.", "The ferry is late", True),
        ("The ferry is late 🟢", "The ferry is late 🔴", False),
        ("Prices: -5 %", "Prices: 5 %", False),
        ("Result: 2–1", "Result: 21", False),
        ("The ferry is late?", "The ferry is late.", False),
        ("…", "!", False),
    ],
)
def test_who_types_a_post_by_hand_may_end_it_otherwise(typed, text, again):
    assert says_again(SeenPost("1", "https://x.example/1", typed, None), text) == again
