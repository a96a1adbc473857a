"""Breadth first over everything that may happen, so that the first trace found is a shortest."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from tests.model import network, people, workers
from tests.model.alike import Alike, same
from tests.model.rules import resting
from tests.model.state import Protocol, World

Step = tuple[str, World]
#: More than this many worlds means that the model is no longer a model.
TOO_MANY = 600_000


@dataclass(slots=True)
class Map:
    """The worlds that were reached: how, from where, and where to without an editor."""

    came: dict[World, tuple[World | None, str]] = field(default_factory=dict)
    back: dict[World, list[World]] = field(default_factory=dict)
    broken: World | None = None
    steps: int = 0

    def trace(self, world: World) -> list[str]:
        """What happened on the way to a world, first things first."""
        told: list[str] = []
        before: World | None = world
        while before is not None:
            before, what = self.came[before]
            told.append(what)
        return told[-2::-1]

    def hopeless(self) -> list[World]:
        """The worlds from which nothing leads to rest any more, however lucky."""
        reached = {world for world in self.came if resting(world)}
        waiting = list(reached)
        while waiting:
            for before in self.back.get(waiting.pop(), ()):
                if before not in reached:
                    reached.add(before)
                    waiting.append(before)
        return [world for world in self.came if world not in reached]


def explore(
    protocol: Protocol,
    acts: Collection[str] = (),
    *,
    most: int = 0,
    name: Alike = same,
) -> Map:
    """Go everywhere from the start, with at most so many of these acts, until a rule is broken.

    `name` gives the world that stands for all that are alike.
    """
    first = World(acts=most)
    found = Map(came={first: (None, "")})
    ahead = deque([first])
    while ahead:
        world = ahead.popleft()
        for what, after, alone in _following(protocol, world, acts):
            found.steps += 1
            named = name(after)
            if alone:
                found.back.setdefault(named, []).append(world)
            if named in found.came:
                continue
            found.came[named] = (world, what)
            if named.broken:
                found.broken = named
                return found
            ahead.append(named)
        if len(found.came) > TOO_MANY:
            raise AssertionError(f"more than {TOO_MANY} worlds")
    return found


def _following(
    protocol: Protocol, world: World, acts: Collection[str]
) -> Iterator[tuple[str, World, bool]]:
    for what, after in _by_itself(protocol, world):
        yield what, after, True
    if world.acts:
        world = world._replace(acts=world.acts - 1)
        for act in (each for name in acts for each in people.ACTS[name]):
            for t in range(len(world.threads)):
                yield from ((what, after, False) for what, after in act(protocol, world, t))


def _by_itself(protocol: Protocol, world: World) -> Iterator[Step]:
    yield from network.steps(world)
    yield from workers.steps(protocol, world)
    yield from people.resumes(world)
