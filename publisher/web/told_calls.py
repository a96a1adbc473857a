"""Calls in plain words: what was asked of a network, and what it answered."""

from __future__ import annotations

from typing import Any

from publisher.thread.models import Call

_DID = {
    Call.Kind.UPLOAD: "handed over a picture of post {n}",
    Call.Kind.ALT: "set the alt text of a picture of post {n}",
    Call.Kind.POST: "sent post {n}",
    Call.Kind.DELETE: "asked to delete post {n}",
    Call.Kind.REFRESH: "renewed the token of the account",
}
#: What a read was for: the name of the one thing that stands in its body.
_READ = {
    "looking_for": "looked for {what}",
    "looking_at": "looked at post {n} there",
    "before the first post": "looked before the first post: {what}",
    "reading back": "read all posts back",
}
_FOUND = {
    "There": "It is there.",
    "Absent": "It is not there.",
    "Unclear": "It is not clear.",
}
_TAKEN = {Call.Kind.READ: "Read.", Call.Kind.DELETE: "Deleted."}


def describe_call(call: Call) -> str:
    """What was asked; its post must be loaded."""
    n = call.post.position if call.post else ""
    if call.kind == Call.Kind.READ:
        return _read(call.body, n)
    return _DID.get(Call.Kind(call.kind), "asked something").format(n=n)


def describe_answer(call: Call) -> str:
    """What came of it, with the network's own words where it said any."""
    match call.outcome:
        case "":
            return "No answer yet."
        case Call.Outcome.DONE:
            taken = _TAKEN.get(Call.Kind(call.kind), "Taken.")
            return _FOUND.get(call.said, call.said or taken)
        case Call.Outcome.ABSENT:
            return "No clear answer; looked for later, it was not there."
        case Call.Outcome.UNKNOWN:
            return f"No clear answer: {_words(call)}"
    return _words(call)


def _words(call: Call) -> str:
    code = "" if call.status is None or str(call.status) in call.said else f"{call.status} "
    return f"{code}{call.said}".strip() or "nothing was said"


def _read(body: dict[str, Any], n: object) -> str:
    name = next((each for each in _READ if each in body), "")
    if not name:
        return "read the account"
    what = body[name] if isinstance(body[name], str) else f"post {n}"
    return _READ[name].format(what=what, n=n)
