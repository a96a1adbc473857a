"""A comment pasted along with a document is set aside and named, and its mark goes from the text."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import X, split

TITLE = "Council tax to rise"
RISE = "The tax rises to 25% next year."
BODY = "The council voted for it last of all, after nine hours in the old town hall."


def told(source: str) -> list[str]:
    draft = split(read(source), X)
    draft.ledger.check()
    return " ".join(post.body for post in draft.posts).replace("• ", "").split()


@pytest.mark.parametrize(
    ("mark", "comment"),
    [
        ("[a]", "[a]Legal says cut this line, libel!"),
        ("[a]", "[a] Legal says cut this line, libel!"),
        ("[a]", "[a]Cut this?\nNo, leave it.\n[b]Legal: cut it.\n"),
        ("[a][b]", "[a]Cut this?\n\n[b]Legal: cut it.\n"),
        ("[aa]", "[aa]Who says so?"),
        ("[JS1]", "[JS1]Who says so?"),
        ("[JS1]", "Commented [JS1]: Who says so?"),
    ],
)
@pytest.mark.parametrize("form", ["{}\n\n{}\n\n{}", "{}\n\n• {}\n• {}", "# {}\n\n{}\n\n{}"])
def test_a_pasted_comment_is_never_told(mark: str, comment: str, form: str) -> None:
    marked = RISE.replace("25%", f"25%{mark}")
    source = f"{form.format(TITLE, BODY, marked)}\n\n{comment}\n"
    assert told(source) == f"{TITLE} {BODY} {RISE}".split()
    (warning,) = [said for said in read(source).warnings if "Comments in the source" in said]
    assert comment.rsplit("]", maxsplit=1)[-1].rsplit(maxsplit=1)[-1] in warning


@pytest.mark.parametrize(
    "line",
    [
        "[w]hat a day, the mayor said.",
        "[a] We know of one comment without its mark.",
        "“[w]e won,” they said, and it rose.[1]",
    ],
)
def test_brackets_of_the_story_stay(line: str) -> None:
    source = f"{TITLE}\n\n{BODY}\n\n{line}\n"
    assert told(source) == f"{TITLE} {BODY} {line}".split()


def test_a_link_of_markdown_is_no_comment() -> None:
    source = f"# {TITLE}\n\n{BODY} See the [report][a].\n\n[a]: https://example.org/report\n"
    assert [link.address for link in read(source).links] == ["https://example.org/report"]
