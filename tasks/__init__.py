"""Celery: the clock in every worker, and tasks that take an id and call one function."""
