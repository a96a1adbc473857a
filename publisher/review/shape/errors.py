"""Why a thread cannot be shaped so, in an editor's words.

ShapeError            a DeskError: nothing was saved; the sentence says why
├── TogetherTooLong  two posts do not fit into one
├── TooManyCards     a post would carry more cards than the network takes
├── NoCut            there are not words on both sides of the place
├── MovedPlace       the words before the place were changed in the same press
├── NoNeighbour      there is no post to merge or change places with
├── OnlyPost         the last post cannot be left out
├── NoSuchCard       the post has no card of this number
├── NotSplit         the thread cannot be told so; the splitter's own sentence
├── CardNotDrawn     the card cannot be drawn so
├── WrongAlt         an alt text that is empty or too long
├── NoSuchPassage    nothing of this number was left out
├── NoSuchVersion    the thread has no version of this number
├── NoSuchChoice     a style, numbering or reply setting nobody knows
└── Unchanged        all is as it was
"""

from __future__ import annotations

from publisher.review.errors import DeskError

SAVED = "Nothing was saved."


class ShapeError(DeskError):
    """The thread cannot be shaped so."""


class TogetherTooLong(ShapeError):
    def __init__(self, position: int, over: int) -> None:
        super().__init__(
            f"Posts {position} and {position + 1} are {over} too long for one post. "
            f"Shorten one of them first. {SAVED}"
        )
        self.over = over


class TooManyCards(ShapeError):
    def __init__(self, cards: int, most: int) -> None:
        super().__init__(
            f"One post would carry {cards} cards and takes {most}. Drop some first. {SAVED}"
        )


class NoCut(ShapeError):
    def __init__(self, position: int) -> None:
        super().__init__(
            f"Post {position} cannot be split there: choose a place with words on both sides. {SAVED}"
        )


class NoNeighbour(ShapeError):
    def __init__(self, position: int) -> None:
        super().__init__(f"There is no post on that side of post {position}. {SAVED}")


class OnlyPost(ShapeError):
    def __init__(self) -> None:
        super().__init__(f"A thread needs a post. Drop the whole thread instead. {SAVED}")


class NoSuchCard(ShapeError):
    def __init__(self, position: int) -> None:
        super().__init__(f"Post {position} has no such card. {SAVED}")


class CardNotDrawn(ShapeError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The card was not drawn: {why} {SAVED}")


class NotSplit(ShapeError):
    def __init__(self, why: str) -> None:
        super().__init__(f"{why} {SAVED}")


class WrongAlt(ShapeError):
    def __init__(self, over: int = 0) -> None:
        why = f"The alt text is {over} too long" if over else "The alt text is empty"
        super().__init__(f"{why}: say what the card shows, no more and no less. {SAVED}")


class NoSuchPassage(ShapeError):
    def __init__(self) -> None:
        super().__init__(f"These words are in a post already. {SAVED}")


class NoSuchVersion(ShapeError):
    def __init__(self, rev: int) -> None:
        super().__init__(f"This thread has no version {rev}. {SAVED}")


class MovedPlace(ShapeError):
    def __init__(self) -> None:
        super().__init__(
            "You changed the words before that place: choose it anew. What you typed is still here."
        )


class NoSuchChoice(ShapeError):
    def __init__(self, choice: str) -> None:
        super().__init__(f"There is no “{choice}” to choose. {SAVED}")


class Unchanged(ShapeError):
    def __init__(self) -> None:
        super().__init__("All is as it was: no new version was needed.")
