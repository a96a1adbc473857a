from __future__ import annotations

import pytest

from publisher.review.templatetags.pieces import in_runs
from publisher.review.text_runs import TextRun


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        ("", "a &lt;b&gt;"),
        ("mark", "<mark>a &lt;b&gt;</mark>"),
        ("link", '<span class="link">a &lt;b&gt;</span>'),
        ("mark link", '<mark class="link">a &lt;b&gt;</mark>'),
        ("gone", '<s class="gone">a &lt;b&gt;</s>'),
    ],
)
def test_a_run_stands_in_the_element_of_its_kind(kind, html):
    assert in_runs([TextRun("a <b>", kind)]) == html


@pytest.mark.parametrize(("kind", "said"), [("ins", "put in"), ("del", "taken out")])
def test_a_change_is_said_to_those_who_do_not_see_it(kind, said):
    heard = f'<span class="unseen"> [{said}: </span>ferry<span class="unseen">] </span>'
    assert in_runs([TextRun("ferry", kind)]) == f"<{kind}>{heard}</{kind}>"


def test_runs_are_joined_without_a_gap():
    assert in_runs([TextRun("in ", "mark"), TextRun("March")]) == "<mark>in </mark>March"
