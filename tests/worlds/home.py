"""Loaded before Django's settings: the tests' installation lies in a folder of its own.

`TESTS_ON=postgres` lets all rows of the tests lie in a PostgreSQL that is started for them.
"""

from __future__ import annotations

import atexit
import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="publisher-tests-")
os.environ["PUBLISHER_HOME"] = _home.name
for name in ("REDIS_URL", "REHEARSAL_URL", "PUBLIC_URL", "ALLOWED_HOSTS", "DEBUG"):
    os.environ.pop(name, None)
if os.environ.get("TESTS_ON") == "postgres":
    from tests.worlds import postgres

    _server = postgres.start()
    atexit.register(_server.stop)
    os.environ["DATABASE_URL"] = _server.url
