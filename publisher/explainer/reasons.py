"""Why words of a source are no part of the telling, where a module beside the finder's has to know."""

from __future__ import annotations

EMBARGO = "embargo line"
STRUCK = "struck out in the source"
COMMENT = "a comment in the source"
STRANDED = "left of a point whose words left it"
HIDDEN = "hidden in the source"
NOTE = "a note in the source that no reader sees"
OPEN = "the mark of a note that never ends"
FOOTNOTE = "footnote"
ICON = "the word of an icon"
FURNITURE = "release furniture"
CONTACT = "press contact"

#: What an editor may put in with one press.
MAY_RETURN = frozenset({FOOTNOTE, FURNITURE, CONTACT})
