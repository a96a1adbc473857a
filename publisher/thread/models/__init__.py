"""All tables. Accounts' models are written below this package but belong to its one history."""

from publisher.accounts.models import (
    Account,
    Invite,
    Knock,
    Membership,
    Newsroom,
    Person,
    SignedIn,
    public_id,
)
from publisher.thread.models.article import Article, Picture
from publisher.thread.models.call import Call, Upload
from publisher.thread.models.move import Move, Pause
from publisher.thread.models.notice import Notice
from publisher.thread.models.picture_use import Shown
from publisher.thread.models.slot import Beat, Slot
from publisher.thread.models.thread import Post, Revision, Thread

__all__ = [
    "Account",
    "Article",
    "Beat",
    "Call",
    "Invite",
    "Knock",
    "Membership",
    "Move",
    "Newsroom",
    "Notice",
    "Pause",
    "Person",
    "Picture",
    "Post",
    "Revision",
    "Shown",
    "SignedIn",
    "Slot",
    "Thread",
    "Upload",
    "public_id",
]
