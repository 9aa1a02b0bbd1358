"""Makes the demo once on each engine; every test file then has a copy of its own, served by a process of its own."""

import concurrent.futures
import os
from collections.abc import Iterator
from pathlib import Path

import pages
import pytest
from installation import ENGINES, Installation, PostgresDatabase
from playwright.sync_api import Browser, sync_playwright
from script import Script, Visitor


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Installation]]:
    """The demo as `quanke demo` makes it, not served, on both engines."""
    folder = tmp_path_factory.mktemp("made")
    installations = {
        "sqlite": Installation(folder / "sqlite"),
        "postgres": Installation(folder / "postgres", PostgresDatabase(f"judged_made_{os.getpid()}")),
    }
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(lambda one: one.run("demo", "--make-only", seconds=240), installations.values()))
    yield installations
    for installation in installations.values():
        installation.remove()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


def copy_of(made: Installation, tmp_path_factory: pytest.TempPathFactory, name: str) -> Installation:
    folder: Path = tmp_path_factory.mktemp(name, numbered=True)
    return made.copy(folder / f"{name}_{made.engine}_{os.getpid()}_{folder.name[-1]}")


@pytest.fixture(scope="module")
def demo(
    made: dict[str, Installation], engine: str, request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """The demo, served. It has to end well, and in time, though somebody still listens."""
    name = request.module.__name__.removeprefix("test_")
    installation = copy_of(made[engine], tmp_path_factory, name).start()
    yield installation
    try:
        if installation.is_running:
            stream = Visitor(installation.address, "panjing").listen()
            installation.stop()
            assert stream.has_ended(1) and stream.broke is None, f"the stream broke off: {stream.broke!r}"
    finally:
        installation.remove()


@pytest.fixture(scope="module")
def scripts(demo: Installation) -> dict[str, Script]:
    """Tokens of the cast, made while the server runs; `nobody` has none."""
    users = ["panjing", "suyan", "wuhao", "fanwei", "chenmin", "linsheng"]
    return {"nobody": Script(demo.address)} | {user: Script(demo.address, demo.token(user)) for user in users}


@pytest.fixture(scope="module")
def places(scripts: dict[str, Script]) -> pages.Places:
    return pages.prepare(scripts)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("QUANKE_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()
