from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from publisher.accounts.secrets import SealError, seal, unseal


@pytest.fixture(autouse=True)
def _kept_outside(settings):
    """The keys of these tests come from the environment, not from the installation's file."""
    settings.FERNET_FILE = None


OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.text("abc é€")))
def test_what_is_sealed_opens_to_the_same(secrets):
    assert unseal(seal(secrets)) == secrets


def test_what_is_sealed_does_not_show_the_secret():
    assert "hunter2" not in seal({"token": "hunter2"})


def test_another_key_opens_nothing(settings):
    settings.FERNET_KEY = OLD
    sealed = seal({"token": "t"})
    settings.FERNET_KEY = NEW
    with pytest.raises(SealError, match="connect it again"):
        unseal(sealed)


def test_an_older_key_still_opens_what_it_closed(settings):
    settings.FERNET_KEY = OLD
    sealed = seal({"token": "t"})
    settings.FERNET_KEY = f"{NEW}, {OLD}"
    assert unseal(sealed) == {"token": "t"}
    fresh = seal({"token": "u"})
    settings.FERNET_KEY = NEW
    assert unseal(fresh) == {"token": "u"}


@pytest.mark.parametrize("sealed", ["", "rubbish", "gAAAAA==", "é"])
def test_rubbish_is_refused_in_words(sealed):
    with pytest.raises(SealError, match="cannot be opened"):
        unseal(sealed)
