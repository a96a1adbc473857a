"""Pure: an `Explainer` and a network's limits to a `Draft`, with a ledger of where every word went."""

from publisher.networks.bluesky.limits import BLUESKY
from publisher.networks.limits import Limits
from publisher.networks.mastodon.limits import MASTODON
from publisher.networks.x.limits import X
from publisher.split.cautions import warn
from publisher.split.draft_model import (
    CardSpec,
    Caution,
    DoesNotFit,
    Draft,
    DraftPost,
    Entry,
    Ledger,
    LeftOut,
    NoSuchStyle,
    SplitError,
    Style,
    WordsLost,
)
from publisher.split.fixed_posts import FixedPost, keep
from publisher.split.numbering import STYLES, number
from publisher.split.splitting import split

__all__ = [
    "BLUESKY",
    "MASTODON",
    "STYLES",
    "CardSpec",
    "Caution",
    "DoesNotFit",
    "Draft",
    "DraftPost",
    "Entry",
    "FixedPost",
    "Ledger",
    "LeftOut",
    "Limits",
    "NoSuchStyle",
    "SplitError",
    "Style",
    "WordsLost",
    "X",
    "keep",
    "number",
    "split",
    "warn",
]
