from __future__ import annotations

import subprocess
import sys

import pytest

from publisher.networks.catalogue import LIMITS
from publisher.networks.registry import NETWORKS, UnknownNetworkError, find_network


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_every_network_is_found_by_its_name(name: str) -> None:
    assert find_network(name).name == name
    assert find_network(name).home.startswith("https://")


def test_an_unknown_network_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownNetworkError, match="no network called 'myspace'; there is x"):
        find_network("myspace")


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_every_network_has_its_limits_under_the_same_name(name: str) -> None:
    assert LIMITS[name].name == name
    assert LIMITS[name].title == NETWORKS[name].title


def test_the_limits_are_read_without_loading_a_client() -> None:
    asked = "import sys, publisher.networks.catalogue; sys.exit('tweepy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
