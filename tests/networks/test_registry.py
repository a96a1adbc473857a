from __future__ import annotations

import pytest

from publisher.networks.registry import NETWORKS, UnknownNetworkError, network


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_every_network_is_found_by_its_name(name: str) -> None:
    assert network(name).name == name
    assert network(name).home.startswith("https://")


def test_an_unknown_network_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownNetworkError, match="no network called 'myspace'; there is x"):
        network("myspace")
