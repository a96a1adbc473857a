"""`publisher doctor`: what is configured, reachable and healthy, a line each."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis.backoff import NoBackoff
from redis.retry import Retry

from cards.covered import coverage
from publisher import private
from publisher.accounts.keys import read_keys
from publisher.accounts.models import Account
from publisher.accounts.secrets import SealError, unseal
from publisher.cli.runner import FAILED
from publisher.env import redis_address
from publisher.newsroom.key_rotation import count_outdated_secrets
from publisher.schedule.alarms import list_alarms
from publisher.schedule.heartbeats import newest_beat, newest_fresh_beat
from publisher.schedule.pause import in_force
from publisher.thread.models import Newsroom, Thread
from publisher.thread.states import ThreadState

#: What is installed, and the names it is imported by.
DISTRIBUTION, PACKAGES = "thread-publisher", ("publisher", "cards", "tasks")


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was looked at, whether it is well, and what to do if it is not."""

    well: bool
    words: str


def run(given: argparse.Namespace) -> int:
    """Print every finding; 1 when anything is not well."""
    found = [finding for look in LOOKS for finding in _looked(look)]
    for finding in found:
        if not (given.quiet and finding.well):
            print(f"{'ok  ' if finding.well else 'BAD '} {finding.words}")  # noqa: T201
    return 0 if all(finding.well for finding in found) else FAILED


def _looked(look: Callable[[], Iterator[Checkup]]) -> Iterator[Checkup]:
    try:
        yield from look()
    except DatabaseError as error:
        yield Checkup(well=False, words=f"The database does not answer: {str(error).strip()}")


def _place() -> Iterator[Checkup]:
    yield Checkup(well=True, words=f"The folder of this installation is {settings.HOME}")
    open_ = private.still_open(settings.HOME, settings.DATABASE_FILE)
    yield from (Checkup(well=False, words=words) for words in open_)
    if not open_:
        yield Checkup(well=True, words="Nobody else on this machine can read what it keeps")
    yield Checkup(well=True, words=f"The desk is at {settings.PUBLIC_URL}")


def _package() -> Iterator[Checkup]:
    """Two libraries may bring a package of the same name: then the files of one lie over the other's."""
    owners = packages_distributions()
    for name in PACKAGES:
        for other in sorted(set(owners.get(name, ())) - {DISTRIBUTION}):
            words = (
                f"{other} has a package “{name}” too: give the publisher an environment of its own"
            )
            yield Checkup(well=False, words=words)


def _database() -> Iterator[Checkup]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Checkup(well=True, words=f"The database answers ({connection.vendor})")
    if waiting:
        yield Checkup(well=False, words="Tables are missing or old: run `publisher migrate`")


def _broker() -> Iterator[Checkup]:
    address = redis_address(settings.BROKER_URL)
    # Asked once: redis-py would otherwise repeat itself for half a minute.
    once = Retry(NoBackoff(), 0)
    client = redis.Redis.from_url(address, socket_timeout=3, socket_connect_timeout=3, retry=once)
    try:
        policy = client.config_get("maxmemory-policy").get("maxmemory-policy")
    except redis.RedisError as error:
        yield Checkup(
            well=False, words=f"Redis does not answer ({error}): nothing is sent meanwhile"
        )
        return
    yield Checkup(well=True, words="Redis answers")
    if policy != "noeviction":
        yield Checkup(
            well=False, words=f"Redis may drop hints (maxmemory-policy {policy}): set noeviction"
        )


def _clock() -> Iterator[Checkup]:
    beat = newest_fresh_beat()
    if beat:
        yield Checkup(well=True, words=f"A worker's clock ticks ({beat.worker}), {beat.due} due")
        yield from (Checkup(well=False, words=words) for words in list_alarms())
        return
    last = newest_beat()
    since = f" since {last.at:%Y-%m-%d %H:%M:%S} UTC" if last else ""
    yield Checkup(well=False, words=f"No worker's clock has ticked{since}: start a worker")


def _threads() -> Iterator[Checkup]:
    stuck = Thread.objects.filter(state=ThreadState.NEEDS_EDITOR).count()
    yield Checkup(well=True, words=f"{stuck} threads need an editor")
    for house in Newsroom.objects.all():
        for pause in in_force(house):
            yield Checkup(
                well=True, words=f"Paused ({pause.scope}): {pause.why or 'no reason given'}"
            )


def _accounts() -> Iterator[Checkup]:
    accounts = Account.objects.filter(ended_at__isnull=True)
    if not accounts:
        yield Checkup(well=True, words="No account is connected yet: `publisher connect` does it")
    for account in accounts:
        yield _account(account)


def _account(account: Account) -> Checkup:
    if account.install_id != settings.INSTALL_ID:
        words = f"{account} was connected by another installation: connect it again"
        return Checkup(well=False, words=words)
    if not account.sealed:
        return Checkup(well=False, words=f"{account} has no token: connect it again")
    try:
        unseal(account.sealed)
    except SealError as error:
        return Checkup(well=False, words=f"{account}: {error}")
    where = "the rehearsal network" if account.rehearsal else account.base_url
    return Checkup(well=True, words=f"{account} is connected ({where})")


def _keys() -> Iterator[Checkup]:
    several, older = len(read_keys()), count_outdated_secrets()
    if older:
        words = f"{older} secrets are closed by an older key: `publisher keys rotate` finishes it"
        yield Checkup(well=False, words=words)
    elif several > 1:
        words = f"The newest key closes everything; {several - 1} older can be dropped in time"
        yield Checkup(well=True, words=words)


def _scripts() -> Iterator[Checkup]:
    for script in coverage():
        lacking = (
            f"cards cannot show it; install {script.remedy}" if not script.covered else "covered"
        )
        # A missing script is no illness: such a bullet goes without its card, and says so.
        yield Checkup(well=True, words=f"{script.script}: {lacking}")


LOOKS = (_place, _package, _database, _broker, _clock, _threads, _accounts, _keys, _scripts)
