from __future__ import annotations

import io

import pytest
from PIL import Image

from cards import Theme, coverage

LONG = (
    "The operator has ordered 27 carriages, of which nine have been delivered; the rest wait in a "
    "shed near the border. Until they are released, one train in three will run with older cars. "
    "Passengers who booked a cabin on those dates have been offered their money back, a seat on "
    "the day train, or a voucher for breakfast, which few of them are likely to want. "
    "The two agencies say they will answer the operator before the end of the month."
)


@pytest.fixture
def theme():
    return Theme.default().with_wordmark("Your paper")


@pytest.fixture
def dark():
    return Theme.load("dark").with_wordmark("Your paper")


@pytest.fixture
def long_text():
    return LONG


@pytest.fixture
def noto():
    missing = [each.script for each in coverage() if not each.covered]
    if missing:
        pytest.skip(f"no typefaces here for {', '.join(missing)}")


@pytest.fixture
def pixels():
    def opened(picture):
        return Image.open(io.BytesIO(picture.png)).convert("RGB")

    return opened
