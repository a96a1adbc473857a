"""A name stands for one thing: whoever searches for it finds one place."""

from __future__ import annotations

import pytest

from tests.bench.house import classes_borne_twice, modules, modules_borne_twice


@pytest.fixture(scope="module")
def found():
    return modules()


def test_a_class_name_stands_for_one_class(found):
    assert classes_borne_twice(found) == {}


def test_a_module_name_stands_for_one_module(found):
    assert modules_borne_twice(found) == {}
