"""Fetch an explainer from its address: public sites only, in bounded time and size."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from threading import BoundedSemaphore

import httpcore
import httpx

from publisher.explainer.model import SourceKind
from publisher.intake.errors import BadAddress, IntakeBusy, NoAnswer, NoPage
from publisher.intake.page_metadata import PAGE_IS_LARGER
from publisher.intake.safe_http import Deadline, PinnedTransport, Rules
from publisher.outside import work

MOST_REDIRECTS = 5
#: As long as an article's link may be.
LONGEST = 2000
#: Pages fetched at a time by one process: the other threads of a web process stay free.
AT_ONCE = 3

PUBLIC = Rules()
#: For an intranet, by FETCH_PRIVATE, and for tests.
ANYWHERE = Rules(ports=None, allowed=lambda _address: True)

_room = BoundedSemaphore(AT_ONCE)
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; thread-publisher)",
    "Accept": "text/html, text/markdown, text/plain;q=0.9",
    "Accept-Encoding": "gzip",
}
_KINDS: dict[str, SourceKind] = {
    "": "auto",
    "application/octet-stream": "auto",
    "application/xhtml+xml": "html",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "auto",
    "text/x-markdown": "markdown",
}
#: Hosts that are numbers in disguise: “0x7f.1”, “2130706433”, “0177.0.0.1”.
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.IGNORECASE | re.DOTALL)
_REASONS = {
    401: "the site asks for a password.",
    402: "the site asks for payment.",
    403: "the site does not let us read it.",
    404: "there is no such page.",
    410: "the page was taken away.",
    429: "the site wants us to come later.",
}
_OK, _SERVER = 200, 500


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its source and how to read it, its own address, and its day where it says one."""

    source: str
    kind: SourceKind
    link: str
    published_on: date | None


def fetch(address: str, *, largest: int, zone: str = "UTC", rules: Rules = PUBLIC) -> Fetched:
    """The page at an address; `largest` is the bytes of words kept of it.

    Raises IntakeError, or Unreadable where it is no text. Every redirect is checked anew.
    """
    if not _room.acquire(blocking=False):
        raise IntakeBusy
    try:
        deadline = Deadline(rules.seconds)
        with _in_words(deadline), _client(rules, deadline) as client:
            answer, data = _followed(client, _url(address), rules, largest)
        return _fetched(answer, data, largest, zone)
    finally:
        _room.release()


def _client(rules: Rules, deadline: Deadline) -> httpx.Client:
    transport = PinnedTransport(rules, deadline)
    return httpx.Client(transport=transport, headers=_HEADERS, trust_env=False)


def _followed(
    client: httpx.Client, url: httpx.URL, rules: Rules, largest: int
) -> tuple[httpx.Response, bytes]:
    for _ in range(MOST_REDIRECTS + 1):
        _check(url, rules)
        with client.stream("GET", url) as answer:
            if not answer.has_redirect_location:
                return answer, _read(answer, largest)
            url = answer.url.join(_url(answer.headers["location"]))
    raise NoAnswer("the address leads from one place to the next without an end.")


def _url(address: str) -> httpx.URL:
    if len(address) > LONGEST:
        raise BadAddress(f"it is longer than {LONGEST} characters.")
    try:
        return httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress("it is not written as an address.") from error


def _check(url: httpx.URL, rules: Rules) -> None:
    if url.scheme not in ("http", "https") or not url.host:
        raise BadAddress("it begins with https:// and names a site.")
    if url.userinfo:
        raise BadAddress("it carries a name or a password before the site.")
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    if rules.ports is not None and port not in rules.ports:
        raise BadAddress(f"pages are not fetched from port {port}.")
    if _disguised(url.raw_host.decode("ascii", "replace")):
        raise BadAddress("its site is a number: write the site's name.")


def _disguised(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return _NUMBER.fullmatch(host) is not None
    return False


def _read(answer: httpx.Response, largest: int) -> bytes:
    """The body, unpacked, as far as it may reach. Raises NoAnswer or NoPage."""
    _refuse_status(answer.status_code)
    most = largest if _kind(answer) == "markdown" else largest * PAGE_IS_LARGER
    unpack, pieces, room = Unpack(answer.headers.get("content-encoding", "")), list[bytes](), most
    for packed in answer.iter_raw():
        # One byte more than there is room for tells that it is too large, whatever a bomb holds.
        pieces.append(unpack(packed, room + 1))
        room -= len(pieces[-1])
        if room < 0:
            raise NoPage(f"it is larger than {most // 1000:,} kB.")
    if not unpack.whole:
        raise NoAnswer("the site's answer broke off.")
    return b"".join(pieces)


def _refuse_status(status: int) -> None:
    if status == _OK:
        return
    site = "the site is in trouble." if status >= _SERVER else "the site gave something else."
    raise NoAnswer(_REASONS.get(status, f"{site[:-1]} ({status})."))


def _kind(answer: httpx.Response) -> SourceKind:
    given: str = answer.headers.get("content-type", "")
    media = given.partition(";")[0].strip().lower()
    if media not in _KINDS:
        raise NoPage(f"it is {media[:60]}.")
    return _KINDS[media]


class Unpack:
    """Unpacks a body piece by piece, to so many bytes at most; only what was asked for."""

    def __init__(self, packing: str) -> None:
        packing = packing.strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip"):
            raise NoPage("it is packed in a way nobody asked for.")
        self._gzip = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packing else None

    def __call__(self, piece: bytes, most: int) -> bytes:
        return self._gzip.decompress(piece, most) if self._gzip else piece[:most]

    @property
    def whole(self) -> bool:
        return self._gzip is None or self._gzip.eof


def _fetched(answer: httpx.Response, data: bytes, largest: int, zone: str) -> Fetched:
    named = answer.charset_encoding or ""
    text, own, day = work.open_page(data, largest=largest, named=named, zone=zone)
    return Fetched(text, _kind(answer), _link(answer.url, own), day)


def _link(url: httpx.URL, address: str) -> str:
    """The page's own address, where it names one on the same site; else where it was found."""
    found = str(url.copy_with(fragment=None))
    try:
        own = url.join(address or found).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        return found
    ours = own.scheme in ("http", "https") and own.host == url.host and not own.userinfo
    return str(own) if ours and len(str(own)) <= LONGEST else found


@contextmanager
def _in_words(deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise deadline.over() from error
    except httpcore.ConnectError as error:
        if isinstance(error.__context__, ssl.SSLError):
            raise NoAnswer("the site's certificate is not valid.") from error
        raise NoAnswer("the site cannot be reached.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, zlib.error) as error:
        raise NoAnswer("the site's answer broke off or made no sense.") from error
