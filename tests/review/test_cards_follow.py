"""A card says what its thread says, however a version came about."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from publisher.explainer import read
from publisher.intake.add import add_article, sample_text
from publisher.intake.draft import draft_thread
from publisher.intake.lead_photo import Lead, store_photo
from publisher.networks.catalogue import LIMITS
from publisher.review.approve import approve
from publisher.review.approve_bundle import Chosen, approve_together
from publisher.review.change_theme import redraw_cards
from publisher.review.checks import find_right, list_checks
from publisher.review.edit import apply_change, edit_post
from publisher.review.edit_card import CardEdit, from_the_posts, save_card_edit
from publisher.review.errors import CardDiffers, NotTogether
from publisher.review.restyle import Telling, restyle_thread
from publisher.review.revert import go_back
from publisher.review.shape import card_shapes, post_shapes
from publisher.review.shape.errors import Unchanged
from publisher.split import split
from publisher.thread.agreeing import find_cards_to_redraw, find_clashes
from publisher.thread.clock import now
from publisher.thread.models import Picture, Revision, Thread
from publisher.thread.opening import open_content
from publisher.thread.revision_content import content_of
from publisher.thread.tokens import tokenize_text
from tests import builders
from tests.review.shape.threads import SOURCE as SHAPED
from tests.review.shape.threads import picture
from tests.worlds.photos import photo

pytestmark = pytest.mark.django_db

SOURCE = """Ferry did 9 knots

The backstory:

  • Today the old ferry broke down in March 2019. It did 9 km/h, the port said, and 40 people were
  not on board.
  • “We had no money for 31 years,” said the captain. The yard that built the ferry had closed in 1987;
  since then spare parts have been made by hand, one after another, by 17 men in a shed behind the quay,
  and each of them took at least 5 weeks. The last of the men, who is 88, was to be honoured in May.
  • “It was a mess.” — Jane Doe, mayor

Day 23:

  • The council found 12 million. Troops were sent to the border.
"""
LATER = datetime(2026, 12, 9, 12, tzinfo=UTC)
#: What an editor finds wrong, and what she writes instead.
CHANGES = [
    ("9 knots", "10 knots"),
    ("9 km/h", "10 km/h"),
    ("March 2019", "March 2018"),
    ("40 people", "41 people"),
    ("31 years", "32 years"),
    ("17 men", "18 men"),
    ("is 88", "is 89"),
    ("12 million", "12.5 million"),
    ("12 million", "12 billion"),
    ("Day 23", "Day 24"),
    ("Jane Doe", "Joan Doe"),
    ("were sent", "were not sent"),
    ("were\nnot on", "were on"),
    ("a mess", "a triumph"),
    ("The council found 12 million", "Nobody found anything"),
]


@dataclass
class Desk:
    """A thread with real cards, and who works on it."""

    thread: Thread
    who: Any

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = self.thread.revisions.get(rev=self.thread.rev).content
        return found

    @property
    def rev(self) -> int:
        self.thread.refresh_from_db()
        return self.thread.rev

    def place(self, words: str) -> int:
        return next(n for n, p in enumerate(self.content["posts"], 1) if words in p["body"])

    def edit(self, old: str, new: str) -> int:
        n = self.place(old)
        body = self.content["posts"][n - 1]["body"].replace(old, new)
        edit_post(self.thread, rev=self.rev, position=n, body=body, who=self.who)
        return n

    def change(self, shape, why="Changed") -> None:
        apply_change(self.thread, rev=self.rev, shape=shape, who=self.who, why=why)

    def recast(self, position, text, alts=(), card=0) -> None:
        spec = self.content["posts"][position - 1]["specs"][card]
        wanted = CardEdit(
            spec["kind"], text, spec["speaker"], alts or [p["alt"] for p in spec["drawn"]]
        )
        save_card_edit(
            self.thread, rev=self.rev, position=position, card=card, wanted=wanted, who=self.who
        )

    def said(self) -> list[str]:
        """All that cards and alt texts say, each card twice."""
        specs = [
            spec for p in self.content["posts"] for spec in p["specs"] if not spec.get("dropped")
        ]
        words = [f"{s['heading']} {s['text']} {s['speaker']}" for s in specs]
        return words + [card["alt"] for p in self.content["posts"] for card in p["cards"]]

    def says(self, words: str) -> bool:
        wanted = [token.key for token in tokenize_text(words)]
        return any(
            wanted == [token.key for token in tokenize_text(said)][n : n + len(wanted)]
            for said in self.said()
            for n in range(len(tokenize_text(said)))
        )

    def style(self, **how: Any) -> None:
        now_: dict[str, Any] = {
            "style": "full",
            "numbering": "n/N behind",
            "newest_first": False,
            "replies": "everyone",
        }
        restyle_thread(self.thread, rev=self.rev, wanted=Telling(**now_ | how), who=self.who)

    def approve(self) -> None:
        approve(self.thread, rev=self.rev, who=self.who)


@pytest.fixture
def desk(house, mara):
    return drafted(house, mara)


def drafted(house: Any, who: Any, source: str = SOURCE, **more: Any) -> Desk:
    builders.account(house)
    made = Thread.objects.get(article=add_article(house, source, who=None, **more))
    draft_thread(made.pk)
    made.refresh_from_db()
    return Desk(made, who)


def no_more(desk: Desk, old: str, new: str) -> None:
    assert not desk.says(old), (old, desk.said())
    assert desk.says(new) or new not in " ".join(p["body"] for p in desk.content["posts"])
    desk.approve()


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_card_and_its_alt_text_say_what_the_changed_post_says(desk, old, new):
    old = old.replace("\n", " ")
    desk.edit(old, new)
    no_more(desk, old, new)
    drawn = [card["sha256"] for post in desk.content["posts"] for card in post["cards"]]
    assert Picture.objects.filter(pk__in=drawn).count() == len(set(drawn))
    before = desk.thread.revisions.get(rev=1).content["posts"]
    changed = sum(card not in before[n]["cards"] for n, p in enumerate(desk.content["posts"]) for card in p["cards"])  # fmt: skip
    assert changed >= 1


def split_with_it(desk, old, new):
    n = desk.place(old)
    body = desk.content["posts"][n - 1]["body"].replace(old, new)
    at = body.index(new) + len(new) + 1

    def shape(content, limits):
        return post_shapes.split_post(
            post_shapes.reword_post(content, n, body, limits), n, at, limits
        )

    desk.change(shape)


def merge_with_it(desk, old, new):
    n = desk.place(old)
    at = desk.content["posts"][n - 1]["body"].index(old)
    desk.change(lambda content, limits: post_shapes.split_post(content, n, at, limits))
    desk.edit(old, new)
    desk.change(lambda content, limits: post_shapes.merge_posts(content, n, limits))


def move_it(desk, old, new):
    desk.edit(old, new)
    n = desk.place(new)
    desk.change(lambda content, _: post_shapes.reorder_post(content, n, 1 if n > 1 else 2))


def leave_another_out(desk, old, new):
    n = desk.edit(old, new)
    other = 1 if n > 1 else 2
    desk.change(lambda content, _: post_shapes.leave_out(content, other))


def split_again(desk, old, new):
    desk.edit(old, new)
    with suppress(Unchanged):
        desk.style(again=True)


def in_brief(desk, old, new):
    desk.edit(old, new)
    desk.style(style="brief")


def in_brief_and_back(desk, old, new):
    in_brief(desk, old, new)
    desk.style()


def newest_first(desk, old, new):
    desk.edit(old, new)
    desk.style(newest_first=True)


def numbered(desk, old, new):
    desk.edit(old, new)
    desk.style(numbering="(n)")


def in_the_dark(desk, old, new):
    desk.edit(old, new)
    redraw_cards(desk.thread, rev=desk.rev, theme="dark", who=desk.who)


def dropped_and_brought_back(desk, old, new):
    n = desk.place(old)
    desk.change(lambda content, _: card_shapes.drop_card(content, n, 0))
    desk.edit(old, new)
    desk.change(lambda content, _: card_shapes.bring_back(content, n, 0))


def back_and_forth(desk, old, new):
    desk.edit(old, new)
    go_back(desk.thread, rev=desk.rev, to=1, who=desk.who)
    assert desk.says(old)
    go_back(desk.thread, rev=desk.rev, to=2, who=desk.who)


def back_to_what_the_release_saved(desk, old, new):
    """A version of before, whose card still says the old words."""
    desk.edit(old, new)
    stale = desk.content
    fresh = desk.thread.revisions.get(rev=1).content["posts"]
    for post, first in zip(stale["posts"], fresh, strict=True):
        post |= {"specs": first["specs"], "cards": first["cards"]}
    Revision.objects.filter(thread=desk.thread, rev=2).update(content=stale)
    with pytest.raises(CardDiffers):
        desk.approve()
    desk.edit("9 km/h" if "9 km/h" not in old else "Troops", "7 tons")
    go_back(desk.thread, rev=desk.rev, to=2, who=desk.who)


def twice(desk, old, new):
    desk.edit(old, "57 of something else")
    desk.edit("57 of something else", new)


WAYS = [
    split_with_it, merge_with_it, move_it, leave_another_out, split_again, in_brief, in_brief_and_back,
    newest_first, numbered, in_the_dark, dropped_and_brought_back, back_and_forth,
    back_to_what_the_release_saved, twice,
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [CHANGES[1], CHANGES[7], CHANGES[5]])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_card_that_says_the_old_words(desk, way, old, new):
    way(desk, old, new)
    no_more(desk, old, new)


def test_the_one_press_repair_of_a_stale_day_is_on_the_card_too(house, mara):
    desk = drafted(house, mara, published_on=date(2026, 11, 23))
    found = [
        each for each in list_checks(desk.thread, desk.thread.revisions.get(), LATER) if each.mended
    ]
    for check in found:
        edit_post(
            desk.thread, rev=desk.rev, position=check.position, body=check.mended, who=desk.who
        )
    assert [check.instead for check in found] == ["On 23 November"]
    no_more(desk, "Today", "On 23 November")
    assert "stale" not in {
        c.kind for c in list_checks(desk.thread, desk.thread.revisions.get(rev=2), LATER)
    }


def test_a_card_of_a_long_bullet_follows_every_post_that_tells_it(desk):
    first = desk.place("31 years")
    second = desk.edit("is 88", "is 89")
    assert second > first
    assert "is 89" in desk.content["posts"][first - 1]["cards"][0]["alt"]


def test_a_heading_changed_is_changed_on_all_cards_of_its_section(desk):
    desk.edit("The backstory", "How it began")
    assert sum("How it began" in alt for alt in desk.said()) >= 4
    assert not desk.says("backstory")


def test_a_headline_over_its_photo_is_drawn_over_it_again(house, mara):
    desk = drafted(house, mara, lead=Lead(store_photo(photo()), "A white ferry", "Photo: Ann"))
    before = desk.content["posts"][0]["cards"][0]
    desk.edit("9 knots", "10 knots")
    after = desk.content["posts"][0]["cards"][0]
    assert after["photo"]
    assert after["media_type"] == before["media_type"] == "image/jpeg"
    assert after["alt"] == before["alt"].replace("9 knots", "10 knots")
    desk.approve()


def test_what_is_cut_from_posts_is_on_no_card_any_more(desk):
    desk.edit(", and 40 people were not on board", "")
    desk.edit(" Troops were sent to the border.", "")
    assert not desk.says("40 people")
    assert not desk.says("Troops were sent")
    assert desk.says("It did 9 km/h, the port said.")
    desk.approve()


def test_a_post_left_out_leaves_no_words_on_the_card_of_another(desk):
    place = next(n for n, p in enumerate(desk.content["posts"], 1) if "to be honoured" in p["body"])
    desk.change(lambda content, _: post_shapes.leave_out(content, place))
    assert not desk.says("to be honoured")
    assert desk.says("We had no money")
    desk.approve()


def test_words_that_turn_a_sentence_round_are_followed(desk):
    desk.edit("were not on", "were on")
    assert not desk.says("were not on board")


def test_a_link_or_a_tag_behind_a_post_is_not_drawn(desk):
    before = desk.said()
    n = desk.place("12 million")
    body = desk.content["posts"][n - 1]["body"]
    for more in ("\n\nhttps://example.org/map", " #Ferry", " https://example.org/map", "\nSource: the port."):  # fmt: skip
        edit_post(desk.thread, rev=desk.rev, position=n, body=body + more, who=desk.who)
        assert desk.said() == before
        desk.approve()


def test_a_sentence_set_behind_the_words_of_a_card_is_drawn_with_them(desk):
    desk.edit("to the border.", "to the border. It is not confirmed.")
    assert desk.says("to the border It is not confirmed".replace("border ", "border. "))
    desk.edit(" It is not confirmed.", "")
    assert not desk.says("not confirmed")


def test_what_cannot_be_drawn_is_said_and_nothing_old_stays(desk):
    n = desk.edit("12 million", "12 𞄀 million")
    assert desk.content["posts"][n - 1]["cards"] == []
    assert "No installed typeface" in desk.content["posts"][n - 1]["warnings"][-1]["why"]
    desk.edit("12 𞄀 million", "13 million")
    assert len(desk.content["posts"][n - 1]["cards"]) == 1
    assert not any(each["kind"] == "card" for each in desk.content["posts"][n - 1]["warnings"])


def test_pressed_twice_a_card_is_drawn_once(desk):
    n = desk.edit("9 km/h", "10 km/h")
    body = desk.content["posts"][n - 1]["body"]
    edit_post(desk.thread, rev=1, position=n, body=body, who=desk.who)
    assert desk.rev == 2


def by_hand(desk: Desk) -> int:
    n = desk.place("9 km/h")
    desk.recast(n, "The ferry did 9 km/h in March 2019.")
    return n


def asked(desk: Desk) -> list[Any]:
    revision = desk.thread.revisions.get(rev=desk.rev)
    return [c for c in list_checks(desk.thread, revision, now()) if c.clash and not c.by]


def keep(desk: Desk) -> None:
    find_right(desk.thread, rev=desk.rev, key=asked(desk)[0].key, posted=now(), who=desk.who)


def test_who_wrote_a_card_herself_is_asked_and_her_words_stay_until_then(desk):
    n = by_hand(desk)
    assert asked(desk) == []
    desk.edit("9 km/h", "10 km/h")
    assert desk.says("did 9 km/h in March")
    [check] = asked(desk)
    assert (check.position, check.clash.says) == (n, ("9",))
    with pytest.raises(CardDiffers, match=f"ard.* of post {n} says “9”"):
        desk.approve()


def test_her_answer_holds_for_exactly_these_words(desk):
    by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    keep(desk)
    desk.approve()
    desk.edit("10 km/h", "11 km/h")
    with pytest.raises(CardDiffers):
        desk.approve()
    go_back(desk.thread, rev=desk.rev, to=3, who=desk.who)
    desk.approve()


def test_an_answer_can_be_taken_back(desk):
    by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    [check] = asked(desk)
    keep(desk)
    find_right(desk.thread, rev=3, key=check.key, posted=now(), who=desk.who, right=False)
    with pytest.raises(CardDiffers):
        desk.approve()


def test_a_card_by_hand_can_be_drawn_from_the_post(desk):
    n = by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    from_the_posts(desk.thread, rev=desk.rev, position=n, card=0, who=desk.who)
    assert desk.says("The ferry did 10 km/h in March 2019")
    desk.approve()
    desk.edit("10 km/h", "11 km/h")
    with pytest.raises(CardDiffers):
        desk.approve()


def test_words_by_hand_that_cannot_follow_give_way_to_those_of_the_post(desk):
    n = desk.place("9 km/h")
    desk.recast(n, "Nine knots, and forty people in the water.")
    from_the_posts(desk.thread, rev=desk.rev, position=n, card=0, who=desk.who)
    desk.edit("9 km/h", "10 km/h")
    assert desk.says("It did 10 km/h, the port said, and 40 people were not on board.")
    desk.approve()


def test_a_card_may_not_say_a_number_that_nobody_says(desk):
    desk.recast(desk.place("9 km/h"), "The ferry did 90 km/h.")
    with pytest.raises(CardDiffers, match="says “90”"):
        desk.approve()
    from_the_posts(desk.thread, rev=desk.rev, position=desk.place("9 km/h"), card=0, who=desk.who)
    assert not desk.says("90 km/h")
    desk.approve()


def retold(desk: Desk, alt: str) -> int:
    n = desk.place("9 km/h")
    spec = desk.content["posts"][n - 1]["specs"][0]
    desk.recast(n, spec["text"], alts=[alt])
    return n


def test_an_alt_text_by_hand_is_asked_for_and_the_card_follows(desk):
    n = retold(desk, "A drawing of the ferry, which made 9 km/h.")
    desk.approve()
    desk.edit("9 km/h", "10 km/h")
    assert "10 km/h" in desk.content["posts"][n - 1]["specs"][0]["text"]
    with pytest.raises(CardDiffers, match=f"The alt text of the card of post {n} says “9”"):
        desk.approve()
    from_the_posts(desk.thread, rev=desk.rev, position=n, card=0, who=desk.who)
    no_more(desk, "9 km/h", "10 km/h")


@pytest.mark.parametrize(
    "alt", ["It made 90 km/h.", "With Mayor Smith at the quay", "It was never seen again."]
)
def test_an_alt_text_says_no_number_name_or_denial_of_its_own(desk, alt):
    retold(desk, alt)
    with pytest.raises(CardDiffers):
        desk.approve()
    keep(desk)
    desk.approve()


def test_a_dropped_card_does_not_count(desk):
    n = by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    desk.change(lambda content, _: card_shapes.drop_card(content, n, 0))
    desk.approve()
    desk.change(lambda content, _: card_shapes.bring_back(content, n, 0))
    with pytest.raises(CardDiffers):
        desk.approve()


def test_one_card_that_differs_keeps_a_whole_bundle_from_approval(house, mara):
    desk, second = drafted(house, mara), builders.account(house)
    other = Thread.objects.create(article=desk.thread.article, account=second)
    draft_thread(other.pk)
    by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    chosen = [Chosen(desk.thread, rev=3), Chosen(other, rev=1)]
    with pytest.raises(NotTogether) as refused:
        approve_together(chosen, who=mara, terms={"now": True})
    assert "says “9”" in refused.value.refused[0][1]
    assert not Thread.objects.exclude(approved=None).exists()


@pytest.mark.parametrize("style", ["full", "brief"])
@pytest.mark.parametrize("network", list(LIMITS))
@pytest.mark.parametrize("source", [SOURCE, sample_text(), builders.SOURCE, SHAPED])
def test_a_draft_nobody_changed_has_no_card_that_differs(source, network, style):
    explainer = read(source)
    made = split(explainer, LIMITS[network], style, link="https://example.org/ferry", sign_off=True)
    shown = [[[picture(spec)] for spec in post.cards] for post in made.posts]
    content = open_content(content_of(explainer, made, shown, LIMITS[network], "light"))
    assert find_cards_to_redraw(content) == []
    assert find_clashes(content) == []


TWO_MEN = """Harbour mayor in court

The backstory:

  • The mayor was arrested in May by officers from the capital, and the police seized a yacht.
  • Police shot two men near the quay.
"""


@pytest.mark.parametrize(
    ("alt", "old", "new"),
    [
        ("Text card: Police shot two men near the quay.", "Police shot", "Robbers shot"),
        ("Card with words: the mayor was arrested in May", "arrested", "released"),
        ("A list. First the mayor is said to be arrested.", "arrested", "acquitted"),
        ("It says the mayor was arrested and police seized a yacht.", "seized", "returned"),
        ("The backstory: a yacht was seized.", "The backstory", "What came before"),
    ],
)
def test_an_alt_text_by_hand_that_keeps_a_replaced_word_is_asked_about(house, mara, alt, old, new):
    desk = drafted(house, mara, source=TWO_MEN)
    said = old if old[0] == "T" else old.split()[0]
    n, k = next(
        (n, k)
        for n, post in enumerate(desk.content["posts"], 1)
        for k, spec in enumerate(post["specs"])
        if said in spec["text"] or said in spec["heading"]
    )
    desk.recast(n, desk.content["posts"][n - 1]["specs"][k]["text"], [alt], card=k)
    assert not asked(desk)
    desk.edit(old, new)
    with pytest.raises(CardDiffers, match="alt text"):
        desk.approve()


def test_a_card_kept_as_it_is_is_asked_about_again_when_its_heading_changes(house, mara):
    desk = drafted(house, mara, source=TWO_MEN)
    n = desk.place("Police shot")
    desk.recast(n, "Quickly told: men hurt near the quay")
    for check in asked(desk):
        find_right(desk.thread, rev=desk.rev, key=check.key, posted=now(), who=mara)
    assert not asked(desk)
    desk.edit("The backstory", "What came before")
    with pytest.raises(CardDiffers):
        desk.approve()
