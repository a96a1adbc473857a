"""What a command is given to read has an end, or is refused."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from publisher.cli.input_text import read_source
from publisher.cli.runner import CommandError
from publisher.explainer.decode import LARGEST


class Endless(io.RawIOBase):
    """Gives as much as is asked for, and fails one who wants all."""

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= LARGEST + 1
        return b"a" * size


def test_a_device_without_an_end_is_refused():
    with pytest.raises(CommandError, match="“/dev/zero” is too long: at most 500 kB are read"):
        read_source("/dev/zero")


def test_a_pipe_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Endless()))
    with pytest.raises(CommandError, match="What is piped in is too long"):
        read_source("-")


def test_a_file_as_long_as_is_taken_is_read(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * LARGEST)
    assert len(read_source(str(path))) == LARGEST
