"""What Prometheus reads: each number from the rows of this moment, and no secret in any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from publisher.accounts.models import Account, Newsroom
from publisher.thread.clock import now
from publisher.thread.models import Beat, Call, Move, Pause, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import TAKEN_OVER

DAY = timedelta(days=1)


def render_metrics() -> bytes:
    """All metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Rows())
    return generate_latest(registry)


class Rows(Collector):
    """Every process answers alike: the numbers are the database's, not this process's."""

    def describe(self) -> list[GaugeMetricFamily]:
        # Without it the registry would ask for every number once more, only to learn the names.
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        moment = now()
        yield _ticks(moment)
        yield _ahead(moment)
        yield from _threads(moment)
        yield from _calls()
        yield _gauge("pauses", "Pauses that stand.", Pause.objects.filter(lifted_at=None).count())
        yield _budgets(moment)
        about = "Threads taken over from a worker that had ended, in the last 24 hours."
        yield _gauge("takeovers_last_day", about, _takeovers(moment))


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"publisher_{name}", about, value=value)


def _ticks(moment: datetime) -> GaugeMetricFamily:
    about = "When this worker's clock last said that it ticks."
    family = GaugeMetricFamily("publisher_clock_tick_timestamp_seconds", about, labels=["worker"])
    for beat in Beat.objects.filter(at__gt=moment - DAY):
        family.add_metric([beat.worker], beat.at.timestamp())
    return family


def _ahead(moment: datetime) -> GaugeMetricFamily:
    about = "Seconds the database's clock is ahead of a network's, as this worker heard it."
    family = GaugeMetricFamily("publisher_clock_ahead_seconds", about, labels=["worker"])
    for beat in Beat.objects.filter(at__gt=moment - DAY, ahead__isnull=False):
        family.add_metric([beat.worker], beat.ahead or 0.0)
    return family


def _threads(moment: datetime) -> Iterator[GaugeMetricFamily]:
    due = Thread.objects.filter(wake_at__lte=moment)
    oldest = due.order_by("wake_at").values_list("wake_at", flat=True).first()
    waits = (moment - oldest).total_seconds() if oldest else 0.0
    stuck = Thread.objects.filter(state=T.NEEDS_EDITOR).count()
    yield _gauge("due_threads", "Threads that wait for a worker to look.", due.count())
    yield _gauge("oldest_due_seconds", "How long the first of them has waited.", waits)
    yield _gauge("needs_editor_threads", "Begun threads that wait for an editor.", stuck)


def _calls() -> Iterator[GaugeMetricFamily]:
    # All that has to be settled has a time for it, and an index.
    open_calls = Call.objects.filter(settle_at__isnull=False)
    on_the_way = open_calls.filter(outcome="").count()
    unclear = open_calls.filter(outcome=Call.Outcome.UNKNOWN).count()
    yield _gauge("open_calls", "Posts on their way: intent written, no receipt.", on_the_way)
    yield _gauge("unclear_calls", "Posts nobody can say are out, not read back yet.", unclear)


def _budgets(moment: datetime) -> GaugeMetricFamily:
    about = "Posts the network takes from this account before its next refill."
    family = GaugeMetricFamily("publisher_budget_left", about, labels=["network", "account"])
    known = Account.objects.filter(ended_at=None, budget_left__isnull=False)
    for account in known.filter(budget_resets_at__gt=moment).order_by("id"):
        family.add_metric([account.network, account.handle], account.budget_left or 0)
    return family


def _takeovers(moment: datetime) -> int:
    recent = Move.objects.filter(newsroom__in=Newsroom.objects.all(), at__gt=moment - DAY)
    return recent.filter(subject="worker", after=TAKEN_OVER).count()
