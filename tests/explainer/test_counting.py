"""The points of a list keep the numbers, letters or signs that its readers see before them."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, read

HEAD = "<h1>Top</h1><p>These are the best of them.</p>"


def bullets(found: Explainer) -> list[str]:
    return [bullet.text for section in found.sections for bullet in section.bullets]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<ol><li>A<li>B</ol>", ["1. A", "2. B"]),
        ("<ol start=5><li>A<li>B</ol>", ["5. A", "6. B"]),
        ("<ol start=0><li>A<li>B</ol>", ["0. A", "1. B"]),
        ("<ol start=-1><li>A<li>B</ol>", ["-1. A", "0. B"]),
        ("<ol start=' 5 '><li>A<li>B</ol>", ["5. A", "6. B"]),
        ("<ol start=99999999><li>A<li>B</ol>", ["1. A", "2. B"]),
        ("<ol reversed><li>C<li>B<li>A</ol>", ["3. C", "2. B", "1. A"]),
        ("<ol reversed start=10><li>J<li>I</ol>", ["10. J", "9. I"]),
        ("<ol reversed><li>C<ol><li>x</ol><li>B</ol>", ["2. C", "1. x", "1. B"]),
        ("<ol reversed><li>C<li value=7>B<li>A</ol>", ["3. C", "7. B", "6. A"]),
        ("<ol><li>A<li value=7>B<li>C</ol>", ["1. A", "7. B", "8. C"]),
        ("<ol><li value=3>A<li value=2>B<li value=1>C</ol>", ["3. A", "2. B", "1. C"]),
        ("<ol type=a><li>A<li>B</ol>", ["a. A", "b. B"]),
        ("<ol type=A start=26><li>A<li>B</ol>", ["Z. A", "AA. B"]),
        ("<ol type=I start=4><li>A<li>B</ol>", ["IV. A", "V. B"]),
        ("<ol style='list-style-type: lower-roman'><li>A<li>B</ol>", ["i. A", "ii. B"]),
        ("<ol type=i reversed><li>A<li>B</ol>", ["ii. A", "i. B"]),
        ("<ol style='list-style: none'><li>A<li>B</ol>", ["1. A", "2. B"]),
        ("<style>.k{list-style-type:upper-alpha}</style><ol class=k><li>A<li>B</ol>", ["A. A", "B. B"]),
        ("<ul style='list-style-type: \"✗ \"'><li>A<li>B</ul>", ["✗ A", "✗ B"]),
        ("<style>.no{list-style:'✗'}</style><ul><li class=no>A<li>B</ul>", ["✗ A", "B"]),
        ("<ul style='list-style-type: \"– \"'><li>A<li>B</ul>", ["A", "B"]),
        ("<ul><li value=3>A<li>B</ul>", ["A", "B"]),
    ],
)  # fmt: skip
def test_the_points_of_a_page_keep_their_marks(markup: str, told: list[str]) -> None:
    assert bullets(read(HEAD + markup, kind="html")) == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("1. A\n2. B\n", ["1. A", "2. B"]),
        ("1. A\n1. B\n1. C\n", ["1. A", "2. B", "3. C"]),
        ("3. C\n2. B\n1. A\n", ["3. C", "2. B", "1. A"]),
        ("10) J\n9) I\n", ["10. J", "9. I"]),
        ("0. A\n1. B\n", ["0. A", "1. B"]),
        ("1. A\n3. C\n", ["1. A", "3. C"]),
        ("1. A\n   1. x\n   2. y\n2. B\n", ["1. A", "1. x", "2. y", "2. B"]),
        ("1. A\n\n   More of it.\n\n2. B\n", ["1. A More of it.", "2. B"]),
    ],
)
def test_the_points_of_a_markdown_text_keep_the_numbers_typed(lines: str, told: list[str]) -> None:
    assert bullets(read(f"# Top\n\nThese are the best.\n\n{lines}", kind="markdown")) == told
