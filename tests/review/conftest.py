from __future__ import annotations

import pytest

from tests import builders


@pytest.fixture
def thread(house):
    return builders.thread_in_review(house)
