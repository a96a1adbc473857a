"""What every network's client meets, and the one tree of errors it raises.

NetworkError                what went wrong, in the network's own words
├── NotApplied              proof that nothing was done
│   ├── TooLate             the send window had passed before the first byte
│   ├── TryLater            the same call may go again after a while
│   │   ├── Unreachable     no connection: DNS, refused, TLS
│   │   ├── NotVisibleYet   the parent is not there for a reply yet
│   │   └── RateLimited     the account has to wait
│   └── Refused             never again as it stands
│       ├── DuplicateText   the network holds the same words already
│       ├── ParentMissing   the post replied to is gone
│       ├── Gone            the thing itself is gone
│       └── AccountRefused  the account cannot post: token, credits, suspension, tier
└── OutcomeUnknown          it may have been done: settle by reading back, never by sending again
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

#: How long the words of a network are kept: enough for an editor, never a whole error page.
WORDS_KEPT = 500


class Scope(StrEnum):
    """Whom an error concerns."""

    POST = "post"
    THREAD = "thread"
    ACCOUNT = "account"


class NetworkError(Exception):
    """A call to a network did not end well."""

    scope = Scope.POST

    def __init__(self, said: str, *, status: int | None = None, advice: str = "") -> None:
        super().__init__(said)
        self.said = said[:WORDS_KEPT]
        self.status = status
        self.advice = advice

    @property
    def words(self) -> str:
        """What the network said and what to do, as sentences."""
        end = "" if self.said.endswith((".", "!", "?")) else "."
        return f"{self.said}{end} {self.advice}".strip()


class NotApplied(NetworkError):
    """The network did not do what was asked."""


class TooLate(NotApplied):
    """The send window had passed before the first byte left."""


class TryLater(NotApplied):
    """The same call may go again `after` seconds."""

    def __init__(
        self, said: str, *, after: float, status: int | None = None, advice: str = ""
    ) -> None:
        super().__init__(said, status=status, advice=advice)
        self.after = after


class Unreachable(TryLater):
    """No connection was made: name not found, refused, or TLS failed."""


class NotVisibleYet(TryLater):
    """The post replied to is not visible to the network yet."""

    scope = Scope.THREAD


class RateLimited(TryLater):
    """The account has used up its calls for now."""

    scope = Scope.ACCOUNT


class Refused(NotApplied):
    """The network refused this call and will refuse it again as it stands."""


class DuplicateText(Refused):
    """The network says the account has already posted these words."""


class ParentMissing(Refused):
    """The post replied to does not exist any more."""

    scope = Scope.THREAD


class Gone(Refused):
    """What the call is about does not exist (any more)."""


class AccountRefused(Refused):
    """The account may not post: its token, credits, standing or tier."""

    scope = Scope.ACCOUNT


class OutcomeUnknown(NetworkError):
    """The call may have been applied; nobody can say without reading back."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the network's headers say is left: calls, and when they are refilled (epoch seconds)."""

    remaining: int | None = None
    resets_at: float | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a set of credentials belongs to. `user_id` never changes; the handle may."""

    user_id: str
    handle: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture the network holds; it is forgotten after `lives_for` seconds if unused."""

    media_id: str
    lives_for: float


@dataclass(frozen=True, slots=True)
class Sent:
    """The receipt of one post."""

    remote_id: str
    url: str
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One post as approved, before it becomes the network's own body."""

    text: str
    media_ids: Sequence[str] = ()
    reply_to: str | None = None
    replies: str = "everyone"


@dataclass(frozen=True, slots=True)
class SeenPost:
    """One own post as the network shows it.

    `alts` are told by `read` alone: one a picture, empty without alt text, None where it is not said.
    `leads` are where its links lead, in their order; None where that is not said of each.
    `unplaced`: the network did not say what it answers, so it may answer anything or nothing;
    `below` then says that it answers something for certain. `cut`: its text may be longer than shown.
    """

    remote_id: str
    url: str
    text: str
    reply_to: str | None
    media_keys: tuple[str, ...] = ()
    alts: tuple[str | None, ...] = ()
    leads: tuple[str, ...] | None = None
    unplaced: bool = False
    below: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class SoughtPost:
    """What to look for after an unclear answer.

    `since` is the parent's id, or for a root the newest own id read before its intent; `known` are
    the ids of other posts of the thread, so none of these is it.
    """

    text: str
    since: str | None
    reply_to: str | None = None
    media_ids: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class There:
    """The post exists: adopt it."""

    seen: SeenPost


@dataclass(frozen=True, slots=True)
class Absent:
    """The read was complete and the post is not in it."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody but an editor can say; `why` is for her.

    `lags`: the network does not show what stood before, so that it may only be slow to show posts.
    """

    why: str
    lags: bool = False


Found = There | Absent | Unclear


@dataclass(frozen=True, slots=True)
class Door:
    """How to reach one account: its address, secrets, and the limits of a single call.

    `check` is called after connect and TLS, before the first byte, and may raise `TooLate`.
    `deadline` bounds the whole call in seconds, whatever trickles in.
    `heard` is told what time the network says it is, right after each answer that says so: its
    clock (epoch seconds, whole ones) and how many seconds the call took.
    """

    base_url: str
    secrets: Mapping[str, str]
    user_id: str = ""
    handle: str = ""
    deadline: float = 30.0
    check: Callable[[], None] = lambda: None
    heard: Callable[[float, float], None] = lambda _clock, _took: None


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A request for an owner's consent: where she answers it, and what is kept meanwhile."""

    url: str
    token: str
    secret: str = field(repr=False)


#: The callback where nobody can be called back: the network shows a PIN to type.
BY_PIN = "oob"


class Consent(Protocol):
    """The way to an account's secrets by its owner's consent. Raises only `NotApplied`."""

    def ask(self, callback: str) -> ConsentRequest:
        """Begin; `callback` is an address of ours, or `BY_PIN`."""

    def take(self, asked: ConsentRequest, verifier: str) -> Mapping[str, str]:
        """The account's secrets, for what the callback brought or the owner typed."""


class Client(Protocol):
    """One account on one network. Every method raises only `NetworkError`s.

    What only reads (identity, newest, recent, find, look, read) changes nothing, so it fails with
    `NotApplied` alone: most often `TryLater`.
    """

    def identity(self) -> Identity:
        """Who the credentials belong to."""

    def upload(self, picture: bytes, media_type: str) -> Uploaded:
        """Hand over a picture. Repeating it is harmless."""

    def describe(self, media_id: str, alt: str) -> None:
        """Set the alt text of an uploaded picture."""

    def body(self, outgoing: Outgoing) -> dict[str, Any]:
        """The exact request body of a post; pure."""

    def send(self, body: Mapping[str, Any]) -> Sent:
        """Post once. Never retried in here."""

    def newest(self) -> str | None:
        """The id of the newest own post: the anchor of a root's read-back."""

    def recent(self) -> list[SeenPost]:
        """Own posts of the last seven days, newest first."""

    def find(self, wanted: SoughtPost) -> Found:
        """Read back after an unclear answer.

        Raises `NotApplied` when nothing can be read just now. Timelines lag: where the network
        knows no key of ours, only a second `Absent` a while later is proof.
        """

    def id_at(self, address: str) -> str | None:
        """The id a post's public address names, or None where it names no post here; pure."""

    def look(self, remote_id: str) -> SeenPost | None:
        """One own post as it stands, or None where the account has no such post (any more)."""

    def read(self, ids: Sequence[str]) -> dict[str, SeenPost]:
        """Own posts by id with their alt texts, in as few calls as the network allows.

        An id that is missing in the answer is one the network says is not there.
        """

    def remove(self, remote_id: str) -> None:
        """Delete a post; one that is gone already is no error."""


@dataclass(frozen=True, slots=True)
class Network:
    """What the rest of the publisher knows of a network.

    `keys` are the secrets that can be typed, with their names on the network's own pages; `app`
    are those of them that are the app's and not the account's. `consent` opens the way by the
    owner's consent, from a door that holds the app's keys; `pin` is the form of its PIN.
    """

    name: str
    title: str
    home: str
    connect: Callable[[Door], Client]
    keys: Mapping[str, str] = field(default_factory=dict)
    app: tuple[str, ...] = ()
    consent: Callable[[Door], Consent] | None = None
    pin: str = r"[0-9]{7}"
