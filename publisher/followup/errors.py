"""Why a begun thread stays as it is, in an editor's words.

FollowupError       nothing was changed; the sentence says why
├── RoleForbids       this person's role does not allow it
├── NeedsSecond       the house wants somebody else to approve these words
├── Changed           the thread has moved on since the page was drawn
├── WrongState        the thread stands where this is not possible
├── Undecided         a post has to be settled first
├── Early             the network may still be taking the post
├── NotThere          the address does not show this post
├── Unapproved        the newest version waits for an approval
├── Lapsed            the approval has lapsed
├── NotOut            followers do not see the post to reply to
├── AllOut            every post is out: nothing is left to be closed out
├── NothingOut        followers see none of it
├── NoParent          the post to reply to is gone
├── TailRefused       the network is sure to refuse a post that waits
├── NotWaiting        this post cannot be changed any more
├── TailCardDiffers   a card that is not out says something else than its thread
├── TooManyTailCards  the cards find no place any more
├── TailCardNotDrawn  the card cannot be drawn so
├── NoSuchTailCard    the card does not say this any more
├── AccountGone       its account was disconnected
├── EmptyTailPost     a post would have no words
└── TailTooLong       a post is longer than the network takes
"""

from __future__ import annotations


class FollowupError(Exception):
    """Nothing was changed."""


class RoleForbids(FollowupError):
    def __init__(self, role: str, act: str) -> None:
        super().__init__(f"As {role} you may not {act}. Ask an editor.")


class NeedsSecond(FollowupError):
    """The house wants somebody else to approve these words."""


class Changed(FollowupError):
    def __init__(self) -> None:
        super().__init__(
            "This thread has moved on while you were reading. Nothing was changed: look again."
        )


class WrongState(FollowupError):
    def __init__(self, state: str, act: str) -> None:
        super().__init__(f"This thread is {state.replace('_', ' ')}: it cannot be {act}.")


class Undecided(FollowupError):
    def __init__(self, position: int, words: str) -> None:
        super().__init__(f"Post {position} {words}.")


class Early(FollowupError):
    def __init__(self, position: int, network: str, at: str) -> None:
        super().__init__(f"{network} may still be taking post {position}: look again {at}.")


class NotThere(FollowupError):
    """The address does not show this post."""


class Unapproved(FollowupError):
    def __init__(self, rev: int) -> None:
        super().__init__(f"Version {rev} is not approved: read it and approve it on its own page.")


class Lapsed(FollowupError):
    def __init__(self) -> None:
        super().__init__("Its approval has lapsed: approve it again on its own page.")


class NotOut(FollowupError):
    def __init__(self, position: int) -> None:
        super().__init__(f"Post {position} is not out, so nothing can answer it.")


class AllOut(FollowupError):
    def __init__(self) -> None:
        super().__init__("Every post of this thread is out, so there is nothing to close out.")


class NothingOut(FollowupError):
    def __init__(self) -> None:
        super().__init__("Nothing of this thread is out, so there is nothing to close.")


class NoParent(FollowupError):
    def __init__(self, position: int, parent: int) -> None:
        super().__init__(
            f"Post {position} would answer post {parent}, which is gone. "
            "Close the thread out, or take it down."
        )


class TailRefused(FollowupError):
    def __init__(self, position: int, why: str) -> None:
        super().__init__(f"Post {position} would be refused. {why}")


class NotWaiting(FollowupError):
    def __init__(self, position: int, words: str) -> None:
        super().__init__(f"Post {position} is {words}: it cannot be changed any more.")


class TailCardDiffers(FollowupError):
    """The sentence names each card, what it says, and what to press."""


class TooManyTailCards(FollowupError):
    def __init__(self, most: int) -> None:
        super().__init__(
            f"With these words the cards take more pictures than the posts hold ({most} each): "
            "shorten the post."
        )


class TailCardNotDrawn(FollowupError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The card was not drawn: {why} Nothing was changed.")


class NoSuchTailCard(FollowupError):
    def __init__(self) -> None:
        super().__init__("These words do not stand on that card any more. Nothing was changed.")


class AccountGone(FollowupError):
    def __init__(self, account: str) -> None:
        super().__init__(f"{account} was disconnected, so nothing was sent: connect it again.")


class EmptyTailPost(FollowupError):
    def __init__(self) -> None:
        super().__init__("The post would have no words. Write some.")


class TailTooLong(FollowupError):
    def __init__(self, over: int) -> None:
        super().__init__(f"The post is {over} too long. Shorten it.")
