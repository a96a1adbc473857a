from __future__ import annotations

from publisher.explainer import read
from publisher.networks.limits import Limits
from publisher.split import Draft, X, split

SENTENCE = "The harbour will close for a month while divers repair the old sea wall."
LONG = f"{SENTENCE} Boats will be sent to the next town, where the fishing fleet has room to spare."


def listed(*bullets: str, heading: str = "What now:", headline: str = "Harbour to close") -> str:
    return "\n\n".join([headline, heading, *(f"• {bullet}" for bullet in bullets)])


def drafted(*bullets: str, limits: Limits = X, **choices: object) -> Draft:
    return split(read(listed(*bullets)), limits, **choices)  # type: ignore[arg-type]  # choices of one test


def bodies(draft: Draft) -> list[str]:
    return [post.body for post in draft.posts]


def kinds(draft: Draft, number: int) -> list[str]:
    return [caution.kind for caution in draft.posts[number].warnings]
