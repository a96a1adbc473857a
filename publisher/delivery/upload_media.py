"""Hand over all pictures with their alt texts before the first post, up to 15 minutes early."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import write_intent
from publisher.delivery.receipt import complete_call, record_failure
from publisher.networks.base import Client, NetworkError
from publisher.thread.clock import now
from publisher.thread.models import Call, Picture, Post, Thread, Upload
from publisher.thread.seal import BrokenSeal, LostPicture, SealedPicture, SealedPost, open_seal
from publisher.thread.states import PostState

#: Media that expires sooner than this is handed over again.
FRESH_FOR = timedelta(minutes=60)


def upload_pictures(thread: Thread, client: Client) -> None:
    """Upload what the approved version shows and set every alt text.

    Raises NetworkError, with the call's receipt written; Stopped; BrokenSeal.
    """
    if thread.approved is None:
        raise BrokenSeal
    waiting = {post.position: post for post in thread.posts.filter(state=PostState.WAITING)}
    for sealed in open_seal(thread.approved, thread.account):
        post = waiting.get(sealed.position)
        if post is None:
            continue
        for order, picture in enumerate(sealed.pictures):
            _hand_over(thread, post, order, picture, client)


def media_ids(post: Post, sealed: SealedPost) -> list[str] | None:
    """The post's media ids in order, or None while one is missing, stale or without its alt text."""
    soon = now() + timedelta(minutes=1)
    ready = {
        upload.order: upload.media_id
        for upload in post.uploads.filter(alt_done_at__isnull=False, expires_at__gt=soon)
        if upload.order < len(sealed.pictures)
        and _fits(upload, sealed.pictures[upload.order], post.thread.account.remote_user_id)
    }
    if len(ready) < len(sealed.pictures):
        return None
    return [ready[order] for order in sorted(ready)]


def _hand_over(
    thread: Thread, post: Post, order: int, picture: SealedPicture, client: Client
) -> None:
    upload = post.uploads.filter(order=order, expires_at__gt=now() + FRESH_FOR).first()
    if upload is None or not _fits(upload, picture, thread.account.remote_user_id):
        upload = _upload(thread, post, order, picture, client)
    if upload.alt_done_at is None:
        _describe(thread, post, upload, picture.alt, client)


def _upload(
    thread: Thread, post: Post, order: int, picture: SealedPicture, client: Client
) -> Upload:
    content = _bytes(picture.sha256)
    call = write_intent(thread, Call.Kind.UPLOAD, {"sha256": picture.sha256}, post=post)
    try:
        uploaded = client.upload(content, picture.media_type)
    except NetworkError as error:
        # A repeated upload is harmless: an orphan expires by itself.
        record_failure(call, None, None, error)
        raise
    reach_failpoint("prepare.after_upload")
    complete_call(call, Call.Outcome.DONE, remote_id=uploaded.media_id)
    values = {
        "picture_id": picture.sha256,
        "alt_hash": alt_hash(picture.alt),
        "remote_user_id": thread.account.remote_user_id,
        "media_id": uploaded.media_id,
        "alt_done_at": None,
        "expires_at": now() + timedelta(seconds=uploaded.lives_for),
    }
    return Upload.objects.update_or_create(post=post, order=order, defaults=values)[0]


def _describe(thread: Thread, post: Post, upload: Upload, alt: str, client: Client) -> None:
    call = write_intent(thread, Call.Kind.ALT, {"media_id": upload.media_id, "alt": alt}, post=post)
    try:
        client.describe(upload.media_id, alt)
    except NetworkError as error:
        record_failure(call, None, None, error)
        raise
    reach_failpoint("prepare.after_alt")
    complete_call(call, Call.Outcome.DONE, remote_id=upload.media_id)
    upload.alt_done_at = now()
    upload.save(update_fields=["alt_done_at"])


def alt_hash(alt: str) -> str:
    return hashlib.sha256(alt.encode()).hexdigest()


def _fits(upload: Upload, picture: SealedPicture, remote_user_id: str) -> bool:
    wanted = (picture.sha256, alt_hash(picture.alt), remote_user_id)
    return (upload.picture_id, upload.alt_hash, upload.remote_user_id) == wanted


def _bytes(sha256: str) -> bytes:
    """The picture's bytes, if they still are the ones approved. Raises LostPicture."""
    row = Picture.objects.filter(pk=sha256).first()
    content = bytes(row.content) if row else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LostPicture
    return content
