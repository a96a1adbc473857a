"""What a child may be asked for, and which of its errors are told by name."""

from __future__ import annotations

#: A name, and where the function stands.
WORK = {
    "read": "publisher.explainer:read",
    "to_text": "publisher.explainer.decode:to_text",
    "split": "publisher.split:split",
    "pictures": "publisher.outside.card_pictures:pictures",
    "picture": "publisher.outside.card_pictures:picture",
    "photo": "publisher.intake.pixels:made_ready",
    "page": "publisher.intake.page_metadata:opened",
    "hang": "publisher.outside.trying:hang",
    "toil": "publisher.outside.trying:toil",
    "sleep": "publisher.outside.trying:sleep",
    "grow": "publisher.outside.trying:grow",
    "crash": "publisher.outside.trying:crash",
    "write": "publisher.outside.trying:write",
}
#: Modules of errors with a sentence for a person; any other error is a fault.
TOLD = (
    "publisher.explainer.model",
    "publisher.split.draft_model",
    "publisher.intake.errors",
    "cards.errors",
)
