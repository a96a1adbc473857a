"""The two generations of names that X's posts are asked for and shown by.

X's document 2.167 says `post.fields`, `note_post`, `referenced_posts`; before it was `tweet.fields`,
`note_tweet`, `referenced_tweets`. Inside this network the older names are used throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.rehearsal.word_set import word_set

#: What 2.167 calls what is shown.
SHOWN_ANEW = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "tweets": "posts",
}
#: What this network calls the values that 2.167 knows by other names.
_OF_OLD = {
    "note_post": "note_tweet",
    "edit_history_post_ids": "edit_history_tweet_ids",
    "referenced_posts": "referenced_tweets.id",
}


@dataclass(frozen=True)
class Generation:
    """What a query may say of posts: the parameter's name, its fields, and the expansions."""

    parameter: str
    fields: frozenset[str]
    expansions: frozenset[str]
    user_expansions: frozenset[str]
    anew: bool


OLD = Generation(
    parameter="tweet.fields",
    fields=word_set(
        "article attachments author_id card_uri community_id context_annotations conversation_id"
        " created_at display_text_range edit_controls edit_history_tweet_ids entities geo id"
        " in_reply_to_user_id lang media_metadata non_public_metrics note_tweet organic_metrics"
        " possibly_sensitive promoted_metrics public_metrics referenced_tweets reply_settings scopes"
        " source suggested_source_links text withheld"
    ),
    expansions=word_set(
        "article.cover_media article.media_entities attachments.media_keys"
        " attachments.media_source_tweet attachments.poll_ids author_id edit_history_tweet_ids"
        " entities.mentions.username geo.place_id in_reply_to_user_id entities.note.mentions.username"
        " referenced_tweets.id referenced_tweets.id.attachments.media_keys"
        " referenced_tweets.id.author_id"
    ),
    user_expansions=word_set("affiliation most_recent_tweet_id pinned_tweet_id"),
    anew=False,
)
NEW = Generation(
    parameter="post.fields",
    fields=word_set(
        "article article_title attachments card_uri community_id context_annotations conversation_id"
        " created_at display_text_range edit_controls entities geo id lang matched_media_notes"
        " media_metadata non_public_metrics note_post note_request_suggestions organic_metrics"
        " paid_partnership possibly_sensitive promoted_metrics public_metrics reply_settings scopes"
        " source suggested_source_links suggested_source_links_with_counts text withheld"
    ),
    expansions=word_set(
        "article.cover_media article.media_entities attachments.media_keys"
        " attachments.media_source_tweet attachments.poll_ids author_id edit_history_post_ids"
        " entities.mentions.username geo.place_id in_reply_to_user_id referenced_posts username"
    ),
    user_expansions=word_set("affiliation most_recent_post_id pinned_post_id"),
    anew=True,
)


def generation_of(query: Mapping[str, str], *, old: bool, new: bool) -> Generation:
    """The generation a query is read by, of those that are taken: its own, if it shows any."""
    if not (old and new):
        return NEW if new else OLD
    expansions = set(query.get("expansions", "").split(",")) - {""}
    asks_anew = NEW.parameter in query or expansions & (NEW.expansions - OLD.expansions)
    asks_of_old = OLD.parameter in query or expansions & (OLD.expansions - NEW.expansions)
    return NEW if asks_anew and not asks_of_old else OLD


def of_old(names: frozenset[str]) -> frozenset[str]:
    """Fields or expansions by the names used in here."""
    return frozenset(_OF_OLD.get(name, name) for name in names)


def with_new_names(shown: Any) -> Any:
    """An answer by the newer names."""
    if isinstance(shown, list):
        return [with_new_names(each) for each in shown]
    if not isinstance(shown, dict):
        return shown
    named = {SHOWN_ANEW.get(name, name): with_new_names(value) for name, value in shown.items()}
    return named | ({"resource_type": "post"} if named.get("resource_type") == "tweet" else {})
