"""The worker beside the server: it stops when its parent has ended, and it is there unless somebody says otherwise."""

import subprocess
import sys

import pytest

from gromada.project.cli.parser import parse


def test_a_worker_whose_parent_has_ended_stops(tmp_path):
    words = [sys.executable, "-m", "gromada.project", "worker", "--parent", "999999999"]
    done = subprocess.run(
        words, check=False, env={"GROMADA_HOME": str(tmp_path), "PATH": ""}, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_worker_is_there_unless_somebody_says_otherwise(command):
    assert not parse([command]).no_worker
    assert parse([command, "--no-worker"]).no_worker
