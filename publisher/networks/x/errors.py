"""From what X answers, or fails to answer, to the one tree of errors. Pure."""

from __future__ import annotations

import re

from publisher.networks.base import (
    AccountRefused,
    DuplicateText,
    Gone,
    NetworkError,
    NotVisibleYet,
    OutcomeUnknown,
    RateLimited,
    Refused,
    TryLater,
    Unreachable,
)
from publisher.networks.x.response import ApiAnswer

#: Seconds before a reply is tried again on a parent X does not show yet.
REPLY_GAP = 5.0

#: X's number for a reply to a post that "is deleted or not visible to you".
UNSEEN_PARENT = 385

#: X's number for too many posts in a day; it comes with a 403.
OVER_DAILY_LIMIT = 185

#: Seconds before a call that could not be made, or a read that failed, goes again.
PAUSE = 15.0

#: With one of these and a body of X's own nothing was done; with any other nobody knows.
PROVES_NOTHING_DONE = frozenset({400, 401, 402, 403, 404, 413, 422, 429})

#: Seconds a clock may be wrong before X refuses what it signs.
SIGNED_FOR = 240.0

LOOK = "It may be on X all the same. It is looked up before anything is sent again."

_Verdict = tuple[type[NetworkError], str]

_BY_STATUS: dict[int, _Verdict] = {
    400: (Refused, "Change the post so that X takes it, and approve it again."),
    401: (AccountRefused, "Connect the account again: X no longer accepts its token."),
    402: (AccountRefused, "Buy credits for the X app, then lift the pause of this account."),
    403: (Refused, "Read what X says, change the post and approve it again."),
    404: (Gone, "It is not on X any more."),
    413: (Refused, "Make the picture smaller: X takes up to 5 MB."),
    422: (Refused, "Change the post so that X takes it, and approve it again."),
}

_TWICE = "The same words are on X already: look for that post, or change the text."
_LOCKED = "Open X as this account: it is suspended or locked."
_NO_REPLIES = (
    "X does not let this account reply to its own post: close the thread out, or change the tier."
)
_NO_WRITING = "Give the X app permission to read and write, then connect the account again."
_SPENT = "The X app has used up what was bought: buy credits, or wait for the next month."
_CASHTAG = "X takes one cashtag ($ABC) in a post: write the others without the dollar sign."
_TOO_MUCH = "X says so of posts that are too long and of pictures it cannot take: look at both."

#: What X says with 402, 403 and 429; the first that fits wins.
_UNSEEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SEEN_AGAIN = re.compile(r"</(?:script|style)[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_BY_WORDS: tuple[tuple[str, _Verdict], ...] = (
    (r"duplicate content|status is a duplicate", (DuplicateText, _TWICE)),
    (r"suspended|\blocked\b", (AccountRefused, _LOCKED)),
    (
        r"not (been )?mentioned|otherwise engaged|repl(y|ies|ying)\b.*\bnot (allowed|permitted)",
        (AccountRefused, _NO_REPLIES),
    ),
    (
        r"unsupported.authentication|app permissions|client.forbidden|not.enrolled|read.only",
        (AccountRefused, _NO_WRITING),
    ),
    (r"usage cap exceeded: monthly|credits", (AccountRefused, _SPENT)),
    (r"cashtag", (Refused, _CASHTAG)),
    (r"invalid url", (Refused, "Correct the link in this post and approve it again.")),
    (r"not permitted to perform this action", (Refused, _TOO_MUCH)),
)

#: The numbers of X's older errors, where its words could change.
_BY_CODE: dict[int, _Verdict] = {
    32: _BY_STATUS[401],
    64: (AccountRefused, _LOCKED),
    89: _BY_STATUS[401],
    135: _BY_STATUS[401],
    187: (DuplicateText, _TWICE),
    215: _BY_STATUS[401],
    261: (AccountRefused, _NO_WRITING),
    326: (AccountRefused, _LOCKED),
}


def error_from_answer(answer: ApiAnswer, *, reading: bool = False) -> NetworkError:
    """Say what an answer other than 2xx means. A `reading` that fails has changed nothing."""
    if answer.own and _is_limit(answer) and _verdict(answer)[0] is not AccountRefused:
        return _limited(answer)
    if answer.status in PROVES_NOTHING_DONE and answer.own:
        return _own(answer)
    return inconclusive_error(
        f"X answered {answer.status}: {_glimpse(answer)}", answer.status, reading=reading
    )


def inconclusive_error(
    said: str, status: int | None = None, *, reading: bool = False
) -> NetworkError:
    """Say what an answer means that proves nothing."""
    if reading:
        return TryLater(said, after=PAUSE, status=status, advice="It is read again in a moment.")
    return OutcomeUnknown(said, status=status, advice=LOOK)


def connection_error(cause: Exception, *, begun: bool, reading: bool = False) -> NetworkError:
    """Say what a broken connection means: `begun` once the first byte may have left."""
    if begun:
        return inconclusive_error(
            f"The connection to X broke off: {_plain(cause)}", reading=reading
        )
    advice = "It is tried again in a moment. If it lasts, look at the network of this machine."
    return Unreachable(f"No connection to X: {_plain(cause)}", after=PAUSE, advice=advice)


def _own(answer: ApiAnswer) -> NetworkError:
    if _unseen_parent(answer):
        advice = "X does not show the post replied to yet; the reply is tried again in a moment."
        return NotVisibleYet(answer.words, after=REPLY_GAP, status=answer.status, advice=advice)
    kind, advice = _verdict(answer)
    if answer.status == 401 and abs(answer.skew) > SIGNED_FOR:  # noqa: PLR2004 (the name of the thing)
        advice = "Set the clock of this machine: it is minutes away from X's, and X refuses its signatures."
    return kind(answer.words, status=answer.status, advice=advice)


def _unseen_parent(answer: ApiAnswer) -> bool:
    return UNSEEN_PARENT in answer.codes or "deleted or not visible to you" in answer.words.lower()


def _verdict(answer: ApiAnswer) -> _Verdict:
    for code in sorted(answer.codes & _BY_CODE.keys()):
        return _BY_CODE[code]
    said = " ".join((answer.words, *sorted(answer.kinds)))
    if answer.status in {402, 403, 429}:
        for words, verdict in _BY_WORDS:
            if re.search(words, said, re.IGNORECASE):
                return verdict
    return _BY_STATUS.get(answer.status, _BY_STATUS[400])


def _is_limit(answer: ApiAnswer) -> bool:
    return answer.status == 429 or OVER_DAILY_LIMIT in answer.codes  # noqa: PLR2004 (the name of the thing)


def _limited(answer: ApiAnswer) -> NetworkError:
    after = answer.wait()
    minutes = max(1, round(after / 60))
    advice = f"X takes posts of this account again in about {minutes} min; nothing is to be done."
    return RateLimited(answer.words, after=after, status=answer.status, advice=advice)


def _glimpse(answer: ApiAnswer) -> str:
    """X's words, or the beginning of whatever came instead, tags and spaces taken out."""
    bare = _TAG.sub(" ", _seen(answer.text[:20_000]))
    return answer.words or " ".join(bare.split())[:200] or "nothing"


def _seen(page: str) -> str:
    """A page without its scripts and styles, gone through once."""
    kept, at = list[str](), 0
    while match := _UNSEEN.search(page, at):
        kept.append(page[at : match.start()])
        end = _SEEN_AGAIN.search(page, match.end())
        at = end.end() if end else len(page)
    return " ".join([*kept, page[at:]])


def _plain(cause: BaseException) -> str:
    """Say the innermost cause: the wrappings around it are for programmers."""
    while inner := cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__):
        cause = inner
    return str(cause) or type(cause).__name__
