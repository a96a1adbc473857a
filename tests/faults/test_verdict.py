"""The judge sees each of the things it is to see."""

from __future__ import annotations

from tests.worlds.verdict import Approved, Stop, judge

THREAD = Approved("harbour", ("a", "b", "c"))


def log(*posts: tuple[str, int | None]):
    """Posts by their words and the place of their parent, in the order in which they came."""
    return [
        {
            "act": "post",
            "handle": "harbour",
            "text": f"{text}\n\n1/3",
            "id": str(seq),
            "seq": seq,
            "parent": None if parent is None else str(parent),
        }
        for seq, (text, parent) in enumerate(posts, 1)
    ]


WHOLE = (("a", None), ("b", 1), ("c", 2))


def test_a_whole_thread_in_order_is_clean():
    assert judge(log(*WHOLE), [THREAD]).clean


def test_what_is_not_there_is_lost_unless_it_was_stopped():
    assert judge(log(*WHOLE[:2]), [THREAD]).lost == 1
    assert judge(log(*WHOLE[:2]), [Approved("harbour", THREAD.posts, whole=False)]).clean


def test_what_is_there_twice_is_doubled():
    assert judge(log(*WHOLE, ("b", 1)), [THREAD]).doubled == 1


def test_a_wrong_parent_a_gap_and_a_wrong_turn_are_out_of_order():
    assert judge(log(("a", None), ("b", 1), ("c", 1)), [THREAD]).out_of_order == 1
    assert judge(log(("a", None), ("c", 1)), [THREAD]).out_of_order == 1
    assert judge(log(("b", None), ("a", None), ("c", 1)), [THREAD]).out_of_order == 1


def test_what_nobody_approved_is_told():
    verdict = judge(log(*WHOLE, ("d", 3)), [THREAD])
    assert (verdict.unapproved, verdict.clean) == (1, False)
    assert str(verdict) == "lost 0 doubled 0 out-of-order 0 unapproved 1 after-stop 0"


def test_after_a_stop_one_post_may_finish_and_no_more():
    posts = frozenset(THREAD.posts)
    assert judge(log(*WHOLE), [THREAD], [Stop(posts, after=2)]).clean
    assert judge(log(*WHOLE), [THREAD], [Stop(posts, after=1)]).after_stop == 1
    assert judge(log(*WHOLE), [THREAD], [Stop(posts, after=1, before=2)]).clean
