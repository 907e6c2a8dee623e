"""A demo home served as a newcomer would serve it, and somebody who walks through it with a browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.databases import folder_of_run, locked
from tests.journeys.visitor import Visitor

GROMADA = [sys.executable, "-m", "gromada.project"]


def environment(home) -> dict:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GROMADA", "DJANGO", "DATABASE"))}
    return kept | {"GROMADA_HOME": str(home), "PYTHONPATH": "src"}


@pytest.fixture(scope="session")
def demo_home():
    """A demo built by the command of the README, once a run; GROMADA_JOURNEY_HOME names one that is built already."""
    if os.environ.get("GROMADA_JOURNEY_HOME"):
        return os.environ["GROMADA_JOURNEY_HOME"]
    home = folder_of_run() / "journey-home"
    with locked("journey-home"):
        if not (home / "demo.json").exists():
            subprocess.run([*GROMADA, "demo", "--no-serve"], env=environment(home), check=True, capture_output=True)
    return home


@pytest.fixture
def served(demo_home, tmp_path):
    """A copy of the demo of this journey's own, served; gives its address."""
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    port = free_port()
    server = subprocess.Popen(
        [*GROMADA, "serve", "--port", str(port), "--workers", "1"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/health/", server)
    yield address
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(5)
    server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen) -> None:
    for _turn in range(150):
        assert server.poll() is None, "the server stopped"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visitor(served, browser):
    """Somebody with a browser at the address of the demo."""
    somebody = Visitor(served, browser)
    yield somebody
    somebody.leave()
