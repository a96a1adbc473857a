"""What the import contracts cannot say; imports inside functions and for types count as well."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp
import pytest

PACKAGES = ("publisher", "cards", "tasks")


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def test_no_module_leads_back_to_itself(graph):
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}

    TopologicalSorter(imports).prepare()


def test_the_rehearsal_network_knows_nothing_of_what_calls_it(graph):
    inside = {"publisher.rehearsal", *graph.find_descendants("publisher.rehearsal")}
    imported = {to for module in inside for to in graph.find_modules_directly_imported_by(module)}

    assert {to for to in imported - inside if to.split(".")[0] in PACKAGES} == set()


def test_nobody_imports_the_command_line(graph):
    assert graph.find_modules_that_directly_import("publisher.__main__") == set()


def test_only_the_networks_know_the_libraries_that_speak_to_them(graph):
    importers = graph.find_modules_that_directly_import("tweepy")

    assert importers
    assert all(module.startswith("publisher.networks.") for module in importers)
