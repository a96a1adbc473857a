from __future__ import annotations

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _quick_passwords() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
