"""Loaded before Django's settings: the tests' installation lies in a folder of its own."""

from __future__ import annotations

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="publisher-tests-")
os.environ["PUBLISHER_HOME"] = _home.name
for name in ("REDIS_URL", "REHEARSAL_URL", "PUBLIC_URL", "ALLOWED_HOSTS", "DEBUG"):
    os.environ.pop(name, None)
