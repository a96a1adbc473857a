"""Pure: an `Explainer` and a network's limits to a `Draft`, with a ledger of where every word went."""

from publisher.networks.bluesky.limits import BLUESKY
from publisher.networks.limits import Limits
from publisher.networks.mastodon.limits import MASTODON
from publisher.networks.x.limits import X
from publisher.split.cautions import find_cautions
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
from publisher.split.fixed_posts import FixedPost, build_fixed_posts
from publisher.split.numbering import STYLES, number_posts
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
    "build_fixed_posts",
    "find_cautions",
    "number_posts",
    "split",
]
