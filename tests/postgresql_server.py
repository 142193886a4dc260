"""A real PostgreSQL server of the tests' own, in a directory of its own, gone without a trace afterwards."""

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from socket import socket
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import asyncpg
import psutil

USER, PASSWORD = "porter", "swordfish:of/the@porter"


def programs() -> Path | None:
    """Find the directory of PostgreSQL's programs. Debian keeps them out of PATH, one directory a version."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(versions, key=lambda each: float(each.parts[-3]), default=None)
    return newest.parent if newest else None


class PostgresqlServer:
    """Starts the server, and stops it in several ways."""

    def __init__(self, directory_of_programs: Path) -> None:
        self._programs = directory_of_programs
        self._home = Path(tempfile.mkdtemp(prefix="porter-postgresql-"))
        self._user = _user()
        self._process: subprocess.Popen[bytes] | None = None
        with closing(socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self._home, self._user)
        password_file = self._home / "password"
        password_file.write_text(PASSWORD)
        password_file.chmod(0o644)
        subprocess.run(
            [
                self._programs / "initdb",
                f"--pgdata={self._data}",
                f"--username={USER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **self._as_user,
        )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop(at_once=True)
        shutil.rmtree(self._home)

    @property
    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {"cwd": self._home}
        return {"cwd": self._home, "user": self._user, "group": pwd.getpwnam(self._user).pw_gid, "extra_groups": []}

    @property
    def _data(self) -> Path:
        return self._home / "data"

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        if self._process:
            return
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres",
                    *("-D", self._data, "-k", self._home, "-p", str(self.port)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=30"),
                ],
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 (no thread of ours runs Python between fork and exec)
                **self._as_user,
            )
        ready = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        end = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode:
            assert self._process.poll() is None, (self._home / "log").read_text()
            assert time.monotonic() < end, "PostgreSQL doesn't get ready"
            time.sleep(0.05)

    def stop(self, *, at_once: bool = False) -> None:
        """Let it break all connections and end, by SIGINT, or end as after a crash, by SIGQUIT: postgres(1)."""
        if self._process:
            self.go_on()
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(timeout=30)
            self._process = None

    def freeze(self) -> None:
        """Let all its processes stand still, so that it takes connections but never answers."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal_all(signal.SIGCONT)

    def empty_database(self) -> str:
        """Empty the database, which takes a tenth of the time that another one would, and return its URL."""
        asyncio.run(
            self._command("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO public")
        )
        return self.url()

    def _signal_all(self, number: signal.Signals) -> None:
        assert self._process
        first = psutil.Process(self._process.pid)
        for each in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                each.send_signal(number)

    async def _command(self, command: str) -> None:
        connection = await asyncpg.connect(self.url(), timeout=30)
        try:
            await connection.execute(command)
        finally:
            await connection.close()


def _end_with_parent() -> None:
    """Let the server end when the tests are killed, where the kernel can do that for us."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG: man 2 prctl


def _user() -> str | None:
    """Say as whom to run it: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
