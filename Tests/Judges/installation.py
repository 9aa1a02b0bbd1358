"""An installation of Quanke as its operator has it: a data folder, perhaps a PostgreSQL database, a running server."""

import os
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("QUANKE_BINARY") or str(REPOSITORY / ".build/debug/quanke")
ENGINES = ["sqlite", "postgres"]
# Issue "First light": streams end and the process stops within five seconds of SIGTERM.
SECONDS_TO_STOP = 5
# A debug build on two busy cores; a release build starts in well under a second.
SECONDS_TO_START = 60


def environment() -> dict[str, str]:
    """The tests' own environment without any setting of Quanke in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QUANKE_")}


class PostgresDatabase:
    """A database of its own on the PostgreSQL that `scripts/with-postgres` started."""

    def __init__(self, name: str, template: str | None = None):
        self.name = name
        copied = f' TEMPLATE "{template}"' if template else ""
        self._tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._tell(f'CREATE DATABASE "{name}"{copied}')

    @staticmethod
    def server() -> str:
        """A test without its database has proved nothing, so it fails; it is never skipped."""
        server = os.environ.get("QUANKE_TEST_POSTGRES")
        assert server, "these tests need a PostgreSQL: run `make test`, or scripts/with-postgres before the command"
        return server

    @property
    def address(self) -> str:
        server = urlsplit(self.server())
        query = f"?{server.query}" if server.query else ""
        return f"{server.scheme}://{server.netloc}/{self.name}{query}"

    def drop(self) -> None:
        self._tell(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @classmethod
    def _tell(cls, statement: str) -> None:
        subprocess.run(
            ["psql", "--quiet", "--no-psqlrc", "--dbname", cls.server(), "--command", statement],
            check=True, capture_output=True, text=True)


class Installation:
    """Where the data lie, and the process that serves them."""

    def __init__(self, folder: Path, database: PostgresDatabase | None = None):
        self.folder = folder
        self.database = database
        self.log = folder.with_name(folder.name + ".log")
        self.address = ""
        self._process: subprocess.Popen | None = None

    @property
    def engine(self) -> str:
        return "postgres" if self.database else "sqlite"

    def copy(self, folder: Path) -> "Installation":
        """The same data at another place, keys and database with it. Nothing may be running on either."""
        assert self._process is None
        shutil.copytree(self.folder, folder)
        database = PostgresDatabase(f"judged_{folder.name}", template=self.database.name) if self.database else None
        return Installation(folder, database)

    def arguments(self, *arguments: str) -> list[str]:
        where = ["--data", str(self.folder)]
        if self.database:
            where += ["--database", self.database.address]
        return [BINARY, *arguments, *where]

    def run(self, *arguments: str, status: int | None = 0, seconds: float = 120) -> subprocess.CompletedProcess:
        """A command of the operator, while the server runs or not."""
        done = subprocess.run(
            self.arguments(*arguments), capture_output=True, text=True, timeout=seconds, env=environment())
        assert status is None or done.returncode == status, (
            f"quanke {' '.join(arguments)} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def token(self, user: str, *scope: str) -> str:
        scopes = [word for action in scope for word in ("--scope", action)]
        printed = self.run("token", "create", "--user", user, *scopes).stdout
        assert printed.count("\n") == 1 and printed.strip(), "the token and nothing else is on standard output"
        return printed.strip()

    def start(self) -> "Installation":
        """Serves the demo on a free port; returns once the address is on standard output."""
        assert self._process is None
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.arguments("demo", "--port", "0"), stdout=subprocess.PIPE, stderr=log, env=environment())
        deadline = time.monotonic() + SECONDS_TO_START
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._process.stdout], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not piece:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log.read_text()[-3000:]}")
            line += piece
        lines = line.decode().splitlines()
        assert len(lines) == 1 and lines[0].startswith("http://127.0.0.1:"), lines
        self.address = lines[0]
        return self

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> float:
        """SIGTERM; the seconds until the process has ended well."""
        process, self._process = self._process, None
        assert process is not None and process.poll() is None, f"it has ended:\n{self.log.read_text()[-3000:]}"
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"it still ran {SECONDS_TO_STOP} seconds after SIGTERM") from None
        finally:
            process.stdout.close()
        assert status == 0, f"it ended with status {status}:\n{self.log.read_text()[-3000:]}"
        return time.monotonic() - begun

    def kill(self) -> None:
        """Power cut."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            process.stdout.close()

    def remove(self) -> None:
        self.kill()
        if self.database:
            self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)
