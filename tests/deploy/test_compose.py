"""What the schema cannot see in docker-compose.yml: names that lead nowhere, doors left open."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from publisher import env

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_that_is_waited_for_exists(name):
    waited = SERVICES[name].get("depends_on", {})

    assert set(waited) <= set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_waiting_for_health_needs_a_health_check(name):
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]


def test_every_lasting_service_has_a_health_check_and_is_started_again():
    for name, service in SERVICES.items():
        if name != "migrate":
            assert service["healthcheck"]["test"]
            assert service["restart"] == "unless-stopped"


def test_nothing_of_ours_starts_before_the_tables_are_there():
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }


@pytest.mark.parametrize("kind", ["secrets", "networks"])
def test_every_secret_and_network_used_is_declared(kind):
    used = {one for service in SERVICES.values() for one in service.get(kind, [])}

    assert used == set(COMPOSE[kind])


def test_every_volume_used_is_declared():
    used = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", [])}

    assert used == set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_one_the_publisher_reads(name):
    for setting in SERVICES[name]["environment"]:
        assert setting in env.NAMES or setting.removesuffix("_FILE") in env.NAMES


@pytest.mark.parametrize("name", [*OURS, "postgres"])
def test_every_secret_file_named_is_handed_to_the_service(name):
    service = SERVICES[name]
    named = [v for k, v in service["environment"].items() if k.endswith("_FILE")]

    assert sorted(named) == sorted(f"/run/secrets/{secret}" for secret in service["secrets"])


def test_no_secret_is_written_in_the_file():
    for service in SERVICES.values():
        for setting, value in service.get("environment", {}).items():
            if not setting.endswith("_FILE"):
                assert not any(word in setting for word in ("PASSWORD", "KEY", "ID"))
                assert "@" not in value or ":" not in value.split("//")[1].split("@")[0]


def test_one_port_is_open_and_only_to_this_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports == ["127.0.0.1:8000:8000"]


def test_the_database_and_redis_have_no_way_out():
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis", "migrate"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_a_worker_can_be_started_three_times():
    assert not {"container_name", "ports", "volumes", "hostname"} & set(SERVICES["worker"])


def test_a_worker_may_finish_the_post_it_is_sending():
    assert SERVICES["worker"]["stop_grace_period"] == "60s"


def test_redis_keeps_what_it_has():
    command = " ".join(SERVICES["redis"]["command"])

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_one_image_serves_every_service_of_ours():
    assert {SERVICES[name]["image"] for name in OURS} == {"publisher:local"}
    assert {SERVICES[name]["command"][0] for name in OURS} == {"publisher"}


def test_other_images_are_pinned_to_a_release():
    for name in ("postgres", "redis"):
        tag = SERVICES[name]["image"].partition(":")[2]
        assert any(character.isdigit() for character in tag)
