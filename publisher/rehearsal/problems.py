"""What the network refuses, in X's words and shapes.

Problem                  anything refused; carries the status and the body X would answer
├── Unauthorized         401, no reason is given away
├── Forbidden            403
│   ├── Duplicate        the same words again
│   ├── ParentNotVisible the post replied to is deleted or not visible
│   ├── ReadOnly         the app may not write
│   └── Suspended        the account may not do anything
├── Invalid              400, with the parameter that is wrong
├── NotFound             404
├── TooLarge             413
└── TooManyCalls         429
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

KINDS = "https://api.x.com/2/problems"


class Problem(Exception):
    """A refusal; `body` is the JSON to answer with."""

    status: ClassVar[int] = 500
    kind: ClassVar[str] = "about:blank"
    title: ClassVar[str] = ""
    detail: ClassVar[str] = ""

    def __init__(self, detail: str = "", *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail or self.detail)
        self.headers = dict(headers or {})

    @property
    def body(self) -> dict[str, Any]:
        title = self.title or HTTPStatus(self.status).phrase
        return build_problem_body(self.status, str(self) or title, title=title, kind=self.kind)


def build_problem_body(
    status: int, detail: str, *, title: str = "", kind: str = "about:blank"
) -> dict[str, Any]:
    """Return the body X sends with most refusals: detail, type, title, status."""
    title = title or HTTPStatus(status).phrase
    return {"detail": detail, "type": kind, "title": title, "status": status}


class Unauthorized(Problem):
    """The call is not signed by anybody known."""

    status = 401


class Forbidden(Problem):
    """The call is understood and refused."""

    status = 403


class Duplicate(Forbidden):
    """The account said the same lately."""

    detail = "You are not allowed to create a Tweet with duplicate content."


class ParentNotVisible(Forbidden):
    """There is nothing to reply to."""

    detail = "You attempted to reply to a Tweet that is deleted or not visible to you."


class ReadOnly(Forbidden):
    """The app was given the right to read only."""

    kind = f"{KINDS}/oauth1-permissions"
    detail = (
        "Your client app is not configured with the appropriate oauth1 app permissions"
        " for this endpoint."
    )


class Suspended(Forbidden):
    """The account is suspended."""

    kind = f"{KINDS}/user-suspended"
    detail = "Your account is suspended and is not permitted to access this feature."


class Invalid(Problem):
    """A parameter is wrong: `parameter` names it, `values` are what was sent."""

    status = 400
    kind = f"{KINDS}/invalid-request"
    title = "Invalid Request"

    def __init__(self, message: str, parameter: str = "", *values: object) -> None:
        super().__init__("One or more parameters to your request was invalid.")
        named = {parameter: [str(value) for value in values]} if parameter else {}
        self.error = {"parameters": named, "message": message}

    @property
    def body(self) -> dict[str, Any]:
        shape = {"title": self.title, "detail": str(self), "type": self.kind}
        return {"errors": [self.error], **shape}


class NotFound(Problem):
    """There is no such thing."""

    status = 404


class TooLarge(Problem):
    """More bytes than are taken."""

    status = 413


class TooManyCalls(Problem):
    """The window's calls are used up."""

    status = 429


def missing_post(post_id: str, parameter: str = "id") -> dict[str, Any]:
    """Return the error X lists, with status 200, for a post it cannot find."""
    return {
        "value": post_id,
        "detail": f"Could not find tweet with {parameter}: [{post_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": post_id,
        "type": f"{KINDS}/resource-not-found",
    }
