"""Celery: the clock in every worker, and tasks that take an id and call one function.

Importing it sets Django up: the tasks' own imports name rows.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publisher.settings")
django.setup()

from publisher.delivery import failpoints  # noqa: E402 - it reads the rows

failpoints.refuse_in_earnest()
