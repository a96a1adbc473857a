from __future__ import annotations

import subprocess
import sys

import pytest

import cards
from publisher import explainer


@pytest.mark.parametrize("package", [cards, explainer])
def test_every_name_a_package_promises_is_there_and_no_other(package):
    assert all(getattr(package, name) for name in package.__all__)
    with pytest.raises(AttributeError, match="nowhere"):
        _ = package.nowhere


@pytest.mark.parametrize("module", ["cards.drawing", "cards.covered", "cards.parts", "cards.alt"])
def test_a_name_is_a_function_whichever_module_was_loaded_before(module):
    code = f"import {module}, cards; cards.draw.__call__, cards.coverage.__call__, cards.lay_out.__call__"
    subprocess.run([sys.executable, "-c", code], check=True)
