"""`python -m tasks worker …`: Celery with this application, wherever it is typed.

`celery -A tasks` would look for it in the current folder first.
"""

from __future__ import annotations

import sys

from tasks.celery import app

if __name__ == "__main__":
    app.worker_main(sys.argv[1:])
