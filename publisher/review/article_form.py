"""What the form of an explainer says, as values; an address is fetched on the way.

NotUsable    a field cannot be used; the sentence says how to mend it, `field` which one it is
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest

from cards.limits import MOST_BYTES
from publisher.accounts.models import Account, Newsroom
from publisher.explainer.model import SourceKind
from publisher.intake.add import sample_text
from publisher.intake.errors import BadPhoto, IntakeError
from publisher.intake.fetch import ANYWHERE, PUBLIC, fetch
from publisher.intake.lead_photo import Lead, store_photo
from publisher.schedule.local_time import TimeError, day_of, zone_of
from publisher.thread.clock import now
from publisher.thread.models import Picture

#: What a file's name says about how to read it; anything else is found out from the words.
KINDS: dict[str, SourceKind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
#: Longest descriptions: with a headline they stay within what every network takes.
LONGEST_ALT, LONGEST_CREDIT = 500, 100
#: For so long a photo waits for the rest of its form, in seconds.
HELD_FOR = 86_400
_HELD = "lead photo"


class NotUsable(ValueError):
    """A field of the form cannot be used; the sentence says which, and how to mend it."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class ArticleForm:
    """What the form holds, ready to be added."""

    source: str | bytes
    kind: SourceKind = "auto"
    link: str = ""
    published_on: date | None = None
    lead: Lead | None = None
    accounts: tuple[Account, ...] | None = None


def only_address(request: HttpRequest) -> bool:
    """Whether the explainer is to be fetched: an address was given, and no words."""
    words = request.FILES.get("file") or request.POST.get("text", "").strip()
    return bool(request.POST.get("link", "").strip()) and not words


def read_article_form(request: HttpRequest, newsroom: Newsroom) -> ArticleForm:
    """What was given. Raises NotUsable, or Unreadable where the address gives no text."""
    link, day = link_of(request.POST), _published(request.POST, newsroom)
    rest: dict[str, Any] = {
        "lead": lead_of(request),
        "accounts": _accounts(request, newsroom),
    }
    if only_address(request):
        return _fetched(link, day, newsroom, rest)
    if file := request.FILES.get("file"):
        kind = KINDS.get(PurePath(file.name or "").suffix.lower(), "auto")
        return ArticleForm(file.read(settings.SOURCE_LIMIT + 1), kind, link, day, **rest)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise NotUsable(
            "There is nothing to read yet: paste an explainer, choose a file, or give its address.",
            "text",
        )
    return ArticleForm(text, "auto", link, day, **rest)


def build_sample_form() -> ArticleForm:
    return ArticleForm(sample_text())


def link_of(data: Mapping[str, str]) -> str:
    """The article's address, complete. Raises NotUsable."""
    link = data.get("link", "").strip()
    if link and "://" not in link and "." in link.partition("/")[0]:
        link = f"https://{link}"
    try:
        if link:
            URLValidator(["http", "https"])(link)
    except ValidationError as error:
        raise NotUsable(
            "The address is not complete: it begins with https:// and names a site.", "link"
        ) from error
    return link


def lead_of(request: HttpRequest) -> Lead | None:
    """The photo with what was said of it. Raises NotUsable."""
    alt = " ".join(request.POST.get("photo_alt", "").split())
    credit = " ".join(request.POST.get("photo_credit", "").split())
    picture = photo_of(request)
    if picture is None:
        if alt or credit:
            raise NotUsable("You described a photo, but none is chosen: choose it.", "photo")
        return None
    if not alt:
        raise NotUsable("Say what is to be seen in the photo, for those who hear it.", "photo_alt")
    if len(alt) > LONGEST_ALT:
        raise NotUsable(f"Say it in {LONGEST_ALT} characters; these are {len(alt)}.", "photo_alt")
    if len(credit) > LONGEST_CREDIT:
        raise NotUsable(f"Keep the credit to {LONGEST_CREDIT} characters.", "photo_credit")
    if "photo_rights" not in request.POST:
        raise NotUsable(
            "Nobody has said yet that the photo may be used: tick it, or take the photo away.",
            "photo_rights",
        )
    return Lead(picture, alt, credit)


def photo_of(request: HttpRequest) -> Picture | None:
    """The photo chosen now, or the one that waits from the last try. Raises NotUsable."""
    if "no_photo" in request.POST:
        return None
    if file := request.FILES.get("photo"):
        try:
            return store_photo(file.read(MOST_BYTES + 1))
        except BadPhoto as error:
            raise NotUsable(str(error), "photo") from error
    try:
        held = request.POST.get("photo_held", "")
        name = signing.loads(held, salt=_HELD, max_age=HELD_FOR) if held else ""
    except signing.BadSignature:
        return None
    return Picture.objects.filter(pk=name).first()


def sign_photo_reference(picture: Picture) -> str:
    """What stands in the form for a photo that a browser would not send again."""
    return signing.dumps(picture.pk, salt=_HELD)


def _fetched(
    link: str, day: date | None, newsroom: Newsroom, rest: Mapping[str, Any]
) -> ArticleForm:
    rules = ANYWHERE if settings.FETCH_PRIVATE else PUBLIC
    try:
        page = fetch(link, largest=settings.SOURCE_LIMIT, zone=newsroom.zone, rules=rules)
    except IntakeError as error:
        raise NotUsable(str(error), "link") from error
    return ArticleForm(page.source, page.kind, page.link, day or page.published_on, **rest)


def _published(data: Mapping[str, str], newsroom: Newsroom) -> date | None:
    typed = data.get("published_on", "").strip()
    try:
        today = now().astimezone(zone_of(newsroom.zone)).date()
        return day_of(typed, today) if typed else None
    except TimeError as error:
        raise NotUsable(str(error), "published_on") from error


def _accounts(request: HttpRequest, newsroom: Newsroom) -> tuple[Account, ...] | None:
    """The accounts ticked, or None for every one where the form has no such choice."""
    names = request.POST.getlist("account")
    if not names and "choose" not in request.POST:
        return None
    rows = newsroom.accounts.filter(ended_at__isnull=True, public_id__in=names)
    if not rows:
        raise NotUsable("Choose at least one account it is for.", "account")
    return tuple(rows.order_by("id"))
