"""The little of the web that is needed: a request, an answer, and how WSGI brings them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote

#: Bytes of a request taken in: a picture in base64 with room to spare.
BODY_LIMIT = 12 * 1024 * 1024


@dataclass(frozen=True)
class Request:
    """A request read whole; header names in lower case."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    #: gunicorn's socket of this connection, for the faults of the line
    socket: Any = None

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    def json(self) -> Any:
        """Raises ValueError when the body is no JSON, or holds half a character."""
        try:
            value = json.loads(self.body)
        except RecursionError:
            raise ValueError(self.path) from None
        if b"\\u" in self.body:
            json.dumps(value, ensure_ascii=False).encode()
        return value


@dataclass(frozen=True)
class Answer:
    """An answer; `chunks`, when given, is sent piece by piece instead of `body`."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Iterable[bytes] | None = None

    @property
    def line(self) -> str:
        return f"{self.status} {HTTPStatus(self.status).phrase}"


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    shape = {"content-type": "application/json; charset=utf-8", **(headers or {})}
    return Answer(status, body, shape)


def as_text(words: str, status: int = 200) -> Answer:
    return Answer(status, f"{words}\n".encode(), {"content-type": "text/plain; charset=utf-8"})


def read_request(environ: Mapping[str, Any]) -> Request | None:
    """Read a request; None when its body is longer than is taken."""
    if int(environ.get("CONTENT_LENGTH") or 0) > BODY_LIMIT:
        return None
    body = environ["wsgi.input"].read(BODY_LIMIT + 1)
    if len(body) > BODY_LIMIT:
        return None
    return Request(
        method=environ["REQUEST_METHOD"],
        path=unquote(environ["RAW_URI"].partition("?")[0]),
        query_string=environ.get("QUERY_STRING", ""),
        headers=_headers(environ),
        body=body,
        socket=environ.get("gunicorn.socket"),
    )


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    sent = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return sent | {"content-type": environ.get("CONTENT_TYPE", "")}
