"""Drafted threads without a database, and what is always true of them."""

from __future__ import annotations

from collections import Counter

from publisher.explainer import read
from publisher.review.shape.merge_resplit import build_resplit_content
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.resplit import ResplitOrder, split_again
from publisher.split import X, split
from publisher.thread.alignment import split_words
from publisher.thread.counting import number_bodies
from publisher.thread.revision_content import content_of
from publisher.thread.source_ledger import card_words

SOURCE = """Harbour: the ferry is late

The backstory:

  • The old ferry broke down in March. Nobody had looked at its engine for a year, and the yard that
  built it had closed long ago; since then spare parts have been made by hand, one after another.
  • “We had no money,” said the captain, who has served on the line since it opened.
  • The new one waits for a part from Norway, which is to come by ship in the first week of May; the yard
  there says that it was ready in winter. The papers were not. A clerk had put them in the wrong drawer.

The development:

  • On Tuesday the council found the money.
  • 新しい船は五月に着く。町の人はそれを待っている。

You choose the stories. Write to us which headline we should explain next.
"""


def picture(spec, n=0):
    words = {"kind": spec.kind, "sha256": f"{abs(hash((spec, n))):x}", "alt": spec.text}
    return words | {"width": 1200, "height": 675, "media_type": "image/png"}


def drafted(source=SOURCE, style="full", **more):
    explainer = read(source)
    made = split(explainer, X, style, **more)
    pictures = [[[picture(spec)] for spec in post.cards] for post in made.posts]
    return content_of(explainer, made, pictures, X, "light")


def told(content, *, style="full", numbering="n/N behind", newest_first=False, source=SOURCE):
    """The same thread split again."""
    order = ResplitOrder(style, numbering, newest_first)

    def shape(now, limits):
        explainer = read(source)
        again = split_again(now, explainer, limits, order)
        pictures = [[[picture(spec)] for spec in post.cards] for post in again.draft.posts]
        return build_resplit_content(now, explainer, again, pictures, limits)

    after = apply_shape(content, shape, X)
    check(after)
    return after


def counted(text):
    return Counter(word.text for word in split_words(text))


def check(content):
    """Every word of the source is where the ledger says, and every post is as it is sent."""
    bodies = [post["body"] for post in content["posts"]]
    assert [post["text"] for post in content["posts"]] == number_bodies(
        bodies, content["numbering"], X
    )
    for post in content["posts"]:
        assert post["weight"] == X.measure(post["text"]) <= X.limit
        assert len(post["cards"]) <= X.pictures
    for entry in content["ledger"]:
        check_entry(content, entry)


def check_entry(content, entry):
    missing: Counter[str] = Counter()
    for rest in entry["rest"]:
        missing += counted(entry["text"][rest["start"] : rest["end"]])
        if rest["why"] == "only on a card":
            assert not counted(entry["text"][rest["start"] : rest["end"]]) - shown(content)
    told: Counter[str] = sum(
        (counted(content["posts"][n - 1]["body"]) for n in entry["posts"]), Counter()
    )
    assert not counted(entry["text"]) - missing - told
    assert bool(entry["left_out"]) == (not entry["posts"]) or not split_words(entry["text"])


def shown(content):
    specs = (spec for post in content["posts"] for spec in post["specs"] if not spec.get("dropped"))
    return sum((counted(card_words(spec)) for spec in specs), Counter())


def bodies(content):
    return [post["body"] for post in content["posts"]]


def left_out(content):
    return [entry["text"] for entry in content["ledger"] if entry["left_out"] == "taken out by an editor"]  # fmt: skip
