"""Reading a query the way X does: unknown parameters and values are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from publisher.rehearsal import generations, serialise
from publisher.rehearsal.generations import Generation
from publisher.rehearsal.practice_posts import Range
from publisher.rehearsal.practice_settings import Settings
from publisher.rehearsal.problems import Invalid
from publisher.rehearsal.serialise import WantedFields
from publisher.rehearsal.store import as_id
from publisher.rehearsal.word_set import word_set

PAGING = word_set("since_id until_id start_time end_time max_results pagination_token exclude")
NUMBER = re.compile(r"[0-9]{1,19}\Z")
TOKEN = re.compile(r"r([0-9a-f]{1,16})\Z")
FEWEST, MOST = 5, 100


def parse_wanted_fields(
    query: Mapping[str, str],
    settings: Settings,
    *,
    also: frozenset[str] = frozenset(),
    people: bool = False,
) -> WantedFields:
    """Return the fields asked for, of posts or of `people`. Raises Invalid for what X does not know."""
    spoken = generations.generation_of(query, old=settings.old_names, new=settings.new_names)
    values = _values(spoken, people=people)
    known = [*sorted(values), *sorted(also)]
    for name, value in query.items():
        if name not in known:
            words = f"The query parameter [{name}] is not one of [{','.join(known)}]"
            raise Invalid(words, name, value)
    named = {parameter: _names(query, parameter, values[parameter]) for parameter in values}
    return WantedFields(
        post=generations.of_old(named[spoken.parameter]),
        media=named.get("media.fields", frozenset()),
        user=named["user.fields"],
        expansions=generations.of_old(named["expansions"]),
        anew=spoken.anew or settings.renamed,
        placed=settings.places,
    )


def _values(spoken: Generation, *, people: bool) -> dict[str, frozenset[str]]:
    held = {spoken.parameter: spoken.fields, "user.fields": serialise.USER_FIELDS}
    if people:
        return {**held, "expansions": spoken.user_expansions}
    return {**held, "media.fields": serialise.MEDIA_FIELDS, "expansions": spoken.expansions}


def reject_parameters(query: Mapping[str, str]) -> None:
    """Raise Invalid for any parameter, where X knows none."""
    for name, value in query.items():
        raise Invalid(f"The query parameter [{name}] is not one of []", name, value)


def _listed(query: Mapping[str, str], parameter: str) -> frozenset[str]:
    return frozenset(filter(None, query.get(parameter, "").split(",")))


def _names(query: Mapping[str, str], parameter: str, known: frozenset[str]) -> frozenset[str]:
    names = _listed(query, parameter)
    for name in sorted(names - known):
        raise _wrong(parameter, name, f"is not one of [{','.join(sorted(known))}]")
    if parameter in query and not names:
        raise _wrong(parameter, "", "is empty")
    return names


def _wrong(parameter: str, value: str, why: str) -> Invalid:
    words = f"The `{parameter}` query parameter value [{value}] {why}"
    return Invalid(words, parameter, value)


def parse_id(value: str, parameter: str) -> int:
    """Return an id. Raises Invalid when it is none."""
    if not NUMBER.match(value):
        raise _wrong(parameter, value, "is not valid")
    return as_id(value)


def parse_ids(query: Mapping[str, str]) -> list[int]:
    """Return the ids asked for, each once. Raises Invalid for none, for too many and for no number."""
    listed = [parse_id(each, "ids") for each in query.get("ids", "").split(",") if each]
    if not 1 <= len(listed) <= MOST:
        words = f"The number of values in the `parse_ids` query parameter list [{len(listed)}] is not between 1 and {MOST}"
        raise Invalid(words, "ids", query.get("ids", ""))
    return list(dict.fromkeys(listed))


def parse_range(query: Mapping[str, str]) -> Range:
    """Return which posts are asked for; `most` is one more than asked, to see if there are more."""
    exclude = _listed(query, "exclude")
    if exclude - {"replies", "retweets"}:
        raise _wrong("exclude", query["exclude"], "is not one of [replies,retweets]")
    until = query.get("until_id")
    return Range(
        after=parse_id(query.get("since_id", "0"), "since_id"),
        before=min(parse_id(until, "until_id") if until else Range.before, _token(query)),
        start=_time(query, "start_time", Range.start),
        end=_time(query, "end_time", Range.end),
        roots_only="replies" in exclude,
        most=_most(query) + 1,
    )


def format_page_token(last: int) -> str:
    """Return the word that asks for the page after a post."""
    return f"r{last:x}"


def _token(query: Mapping[str, str]) -> int:
    value = query.get("pagination_token")
    if value is None:
        return Range.before
    found = TOKEN.match(value)
    if not found:
        raise _wrong("pagination_token", value, "is not valid")
    return min(int(found[1], 16), Range.before)


def _most(query: Mapping[str, str]) -> int:
    value = query.get("max_results", "10")
    if not value.isdecimal() or not FEWEST <= int(value) <= MOST:
        raise _wrong("max_results", value, f"is not between {FEWEST} and {MOST}")
    return int(value)


def _time(query: Mapping[str, str], parameter: str, otherwise: float) -> float:
    value = query.get(parameter)
    if value is None:
        return otherwise
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC).timestamp()
    except ValueError:
        raise _wrong(parameter, value, "is not a valid RFC3339 date") from None
