"""What a child may be asked for, and which of its errors are told by name."""

from __future__ import annotations

#: A name, and where the function stands.
WORK = {
    "read": "publisher.explainer:read",
    "to_text": "publisher.explainer.decode:to_text",
    "split": "publisher.split:split",
    "pictures": "publisher.outside.card_pictures:draw_card_pictures",
    "picture": "publisher.outside.card_pictures:draw_first_picture",
    "photo": "publisher.intake.pixels:made_ready",
    "page": "publisher.intake.page_metadata:open_page",
    "hang": "publisher.outside.trying:hang_in_regex",
    "toil": "publisher.outside.trying:burn_cpu",
    "sleep": "publisher.outside.trying:sleep_forever",
    "grow": "publisher.outside.trying:exhaust_memory",
    "crash": "publisher.outside.trying:crash_process",
    "write": "publisher.outside.trying:write_file",
}
#: Modules of errors with a sentence for a person; any other error is a fault.
TOLD = (
    "publisher.explainer.model",
    "publisher.split.draft_model",
    "publisher.intake.errors",
    "cards.errors",
)
