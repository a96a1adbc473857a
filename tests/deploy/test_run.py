"""The file of verbs on machines that lack something: every program it calls is a stand-in here."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = (
    *(f"requirements{which}.lock" for which in ("", "-build", "-dev", "-bench")),
    "pyproject.toml",
)
TOOLS = [
    "sh",
    "cat",
    "chmod",
    "cksum",
    "dirname",
    "env",
    "find",
    "mkdir",
    "rm",
    "sleep",
    "tail",
    "timeout",
]

PYTHON = """#!/bin/sh
case "$*" in
*"version_info <"*) exit "${OLD:-0}" ;;
--version) echo "Python 3.9.2" ;;
*ensurepip*) exit "${NO_VENV:-0}" ;;
*"{}.{}-venv"*) echo python3.11-venv ;;
"-m venv "*) mkdir "$3/bin" && cp_to="$3/bin" && cat "$STAND_INS/in_venv" >"$cp_to/python"
    for name in publisher pytest playwright; do cat "$STAND_INS/verb" >"$cp_to/$name"; done
    chmod +x "$cp_to"/*
    exit "${VENV_EXIT:-0}" ;;
esac
"""

IN_VENV = """#!/bin/sh
case "$*" in
*" install "*) echo "$*" >>"$STAND_INS/installs"; sleep "${PIP_SLEEP:-0}"; exit "${PIP_EXIT:-0}" ;;
esac
"""

VERB = """#!/bin/sh
echo "${0##*/} $* home=${PUBLISHER_HOME:-} browser=${CHROMIUM:-}"
"""


@pytest.fixture
def machine(tmp_path):
    """A checkout that holds `run` and lock files only, and a PATH with nothing on it but stand-ins."""
    checkout, stand_ins = tmp_path / "checkout", tmp_path / "bin"
    for folder in (checkout, stand_ins):
        folder.mkdir()
    shutil.copy(ROOT / "run", checkout)
    for name in LOCKS:
        (checkout / name).write_text(name)
    for tool in TOOLS:
        (stand_ins / tool).symlink_to(shutil.which(tool))
    put(stand_ins / "python3", PYTHON)
    put(stand_ins / "in_venv", IN_VENV)
    put(stand_ins / "verb", VERB)
    put(stand_ins / "id", "#!/bin/sh\necho 1000\n")
    return checkout


def put(path, words):
    path.write_text(words)
    path.chmod(0o755)


def surroundings(machine, **more):
    bin_ = machine.parent / "bin"
    return {"PATH": str(bin_), "STAND_INS": str(bin_), **more}


def run(machine, *words, **more):
    return subprocess.run(
        [machine / "run", *words],
        env=surroundings(machine, **more),
        cwd=machine.parent,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def installs(machine):
    log = machine.parent / "bin" / "installs"
    return log.read_text().splitlines() if log.exists() else []


def leftovers(machine):
    return sorted(path.name for path in machine.glob(".venv*"))


def test_without_a_verb_it_lists_them(machine):
    said = run(machine)

    assert said.returncode == 0
    assert all(f"./run {verb}" in said.stdout for verb in ("up", "test", "check", "bench", "lock"))


def test_an_unknown_verb_is_named(machine):
    said = run(machine, "fly")

    assert said.returncode == 1
    assert "There is no verb 'fly'." in said.stderr


def test_an_old_python_is_told_so(machine):
    said = run(machine, "up", OLD="1")

    assert said.returncode == 1
    assert "Python 3.11 or newer is needed; python3 here is Python 3.9.2." in said.stderr
    assert leftovers(machine) == []


def test_a_newer_python_beside_the_old_one_is_taken(machine):
    newer = PYTHON.replace('"${OLD:-0}"', "0")
    put(machine.parent / "bin" / "python3.12", newer)

    assert run(machine, "up", OLD="1").returncode == 0


def test_no_python_at_all_is_told_so(machine):
    (machine.parent / "bin" / "python3").unlink()
    said = run(machine, "up")

    assert said.returncode == 1
    assert "no python3 was found" in said.stderr


def test_a_missing_venv_module_gives_the_line_to_type(machine):
    said = run(machine, "up", NO_VENV="1")

    assert said.returncode == 1
    assert "sudo apt-get install python3.11-venv" in said.stderr
    assert leftovers(machine) == []


def test_root_gets_the_venv_module_by_apt(machine):
    bin_ = machine.parent / "bin"
    put(bin_ / "id", "#!/bin/sh\necho 0\n")
    put(bin_ / "apt-get", '#!/bin/sh\necho "$*" >>"$STAND_INS/apt"\n')

    assert run(machine, "up", NO_VENV="1").returncode == 0
    assert (bin_ / "apt").read_text().splitlines()[-1].endswith("python3.11-venv")


def test_an_apt_that_fails_gives_its_words_and_the_line_to_type(machine):
    bin_ = machine.parent / "bin"
    put(bin_ / "id", "#!/bin/sh\necho 0\n")
    put(bin_ / "apt-get", "#!/bin/sh\necho no route to host\nexit 100\n")
    said = run(machine, "up", NO_VENV="1")

    assert said.returncode == 1
    assert "no route to host" in said.stderr
    assert "sudo apt-get install python3.11-venv" in said.stderr


def test_up_installs_by_hash_and_hands_over(machine):
    said = run(machine, "up", "--demo", "a b.txt")

    first, second, third = installs(machine)
    assert "--require-hashes" in first
    assert first.endswith("requirements.lock")
    assert "--no-deps --no-build-isolation -e" in third
    assert "--require-hashes" in second
    assert second.endswith("requirements-build.lock")
    assert said.stdout == f"publisher up --demo a b.txt home={machine}/var browser=\n"


def test_it_says_what_it_is_doing(machine):
    assert "Setting up .venv from requirements.lock" in run(machine, "up").stderr


def test_a_second_run_installs_nothing(machine):
    run(machine, "up")
    again = run(machine, "up")

    assert len(installs(machine)) == 3
    assert again.stderr == ""
    assert leftovers(machine) == [".venv"]


def test_a_changed_lock_is_installed(machine):
    run(machine, "up")
    for count, changed in ((6, "requirements.lock"), (9, "requirements-build.lock")):
        (machine / changed).write_text("newer")
        run(machine, "up")

        assert len(installs(machine)) == count


def test_what_builds_the_project_does_not_stay(machine):
    run(machine, "up")
    second = installs(machine)[1]

    assert f"--target {machine}/.venv.lock/build" in second
    assert leftovers(machine) == [".venv"]


def test_the_developers_folder_serves_up_too(machine):
    run(machine, "lock")
    before = len(installs(machine))
    run(machine, "up")

    assert "requirements-dev.lock" in installs(machine)[0]
    assert len(installs(machine)) == before


def test_only_the_bench_installs_who_is_measured_beside(machine):
    run(machine, "test")
    before = installs(machine)
    run(machine, "bench")

    assert not any("requirements-bench" in one for one in before)
    assert installs(machine)[len(before)].endswith("requirements-bench.lock")


def test_the_benchs_folder_serves_every_verb(machine):
    run(machine, "bench")
    before = len(installs(machine))
    for verb in ("up", "test", "bench"):
        run(machine, verb)

    assert len(installs(machine)) == before


def test_a_bench_without_a_browser_says_what_is_not_measured(machine):
    said = run(machine, "bench")

    assert "Chromium is not measured" in said.stderr
    assert said.returncode == 0


@pytest.mark.parametrize("what", ["VENV_EXIT", "PIP_EXIT"])
def test_a_failed_set_up_leaves_no_half_made_folder(machine, what):
    said = run(machine, "up", **{what: "1"})

    assert said.returncode == 1
    assert "could not" in said.stderr
    assert leftovers(machine) == []


def test_a_failed_upgrade_keeps_the_folder_that_works(machine):
    run(machine, "up")
    run(machine, "check", PIP_EXIT="1")
    said = run(machine, "up", PIP_EXIT="1")

    assert said.returncode == 0
    assert leftovers(machine) == [".venv"]


def test_a_set_up_that_was_interrupted_leaves_nothing(machine):
    child = subprocess.Popen([machine / "run", "up"], env=surroundings(machine, PIP_SLEEP="1"))
    wait_for(lambda: installs(machine))
    child.send_signal(signal.SIGTERM)

    assert child.wait(timeout=20) == 143
    assert leftovers(machine) == []


def test_a_set_up_that_was_killed_is_made_anew(machine):
    child = subprocess.Popen([machine / "run", "up"], env=surroundings(machine, PIP_SLEEP="1"))
    wait_for(lambda: installs(machine))
    child.kill()
    child.wait(timeout=20)

    assert run(machine, "up").returncode == 0
    assert leftovers(machine) == [".venv"]
    assert not (machine / ".venv" / "unfinished").exists()


def test_a_folder_that_was_moved_is_made_anew(machine):
    run(machine, "up")
    moved = machine.rename(machine.with_name("moved"))

    assert run(moved, "up").returncode == 0
    assert (moved / ".venv" / "place").read_text() == f"{moved}\n"


def test_two_at_once_install_once(machine):
    both = [
        subprocess.Popen(
            [machine / "run", "up"],
            env=surroundings(machine, PIP_SLEEP="1"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    words = "".join(child.communicate(timeout=30)[1] for child in both)

    assert [child.returncode for child in both] == [0, 0]
    assert len(installs(machine)) == 3
    assert "Another ./run" in words


def test_a_browser_that_is_there_is_the_one_the_tests_get(machine):
    chromium = machine.parent / "bin" / "chromium"
    put(chromium, "#!/bin/sh\n")
    said = run(machine, "test", "-k", "desk")

    assert said.stdout == f"pytest -k desk home= browser={chromium}\n"


def test_root_gets_the_browser_and_its_fonts_by_apt(machine):
    bin_ = machine.parent / "bin"
    put(bin_ / "id", "#!/bin/sh\necho 0\n")
    put(
        bin_ / "apt-get",
        f'#!/bin/sh\necho "$*" >>"{bin_}/apt"; cat "{bin_}/id" >"{bin_}/chromium"; chmod +x "{bin_}/chromium"\n',
    )
    said = run(machine, "test")

    assert said.stdout.endswith(f"browser={bin_}/chromium\n")
    assert "chromium fonts-noto-core fonts-noto-cjk" in (bin_ / "apt").read_text()


def test_where_no_browser_can_be_had_it_says_so_and_the_tests_run(machine):
    said = run(machine, "test")

    assert "!! NO BROWSER: the browser tests will be skipped." in said.stderr
    assert "pytest " in said.stdout
    assert said.returncode == 0


def wait_for(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
