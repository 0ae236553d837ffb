"""A PostgreSQL of our own: in a temporary directory, on loopback, for one worker of the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import attrs
from sqlalchemy import Engine, create_engine, text

if TYPE_CHECKING:
    from collections.abc import Generator

NOT_INSTALLED = "PostgreSQL is not installed here: the journal on PostgreSQL is not tested"
_TRIES = 5


def programs() -> Path | None:
    """The folder of the server's programs, where they are installed; the newest of several.

    With WITHOUT_POSTGRESQL in the environment there are none, as on a machine without a server.
    """
    if os.environ.get("WITHOUT_POSTGRESQL"):
        return None
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql")
    versions = [each for each in debian.glob("*/bin") if (each / "initdb").is_file()]
    return max(versions, key=lambda each: int(each.parent.name), default=None)


class As(TypedDict, total=False):
    """Who runs a program, in the words of `subprocess`."""

    user: int
    group: int
    extra_groups: list[int]


def _who() -> As:
    """Who runs the server: it refuses to be run by root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


_AT_THE_END: Final = 'read -r _; "$1" stop --mode immediate --pgdata "$2/data"; rm -rf "$2"'
"""Waits until nobody holds the other end of its input any more."""


def _guarded(programs: Path, home: Path) -> subprocess.Popen[bytes]:
    """A process that stops the server and removes it, as soon as we are gone.

    However we end: `kill -9` leaves no server behind either. What is sent to all our processes
    does not reach it.
    """
    return subprocess.Popen(  # noqa: S603 - the server's own program
        ["/bin/sh", "-c", _AT_THE_END, "sh", programs / "pg_ctl", home],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **_who(),
    )


@attrs.define
class Server:
    """A server that runs until it is stopped, or whoever made it is no more."""

    programs: Path
    home: Path
    guardian: subprocess.Popen[bytes]
    port: int = 0
    schemas: count[int] = attrs.field(factory=lambda: count(1))

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of its programs, and wait for it."""
        subprocess.run(  # noqa: S603 - the server's own programs
            [self.programs / program, *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.home,
            **_who(),
        )

    def make(self) -> None:
        """Lay the database and start the server."""
        self.run(
            "initdb", "--no-sync", "--auth=trust", "--username=journal", "--locale=C",
            "--encoding=UTF8", "--pgdata", self.home / "data",
        )  # fmt: skip
        for left in reversed(range(_TRIES)):
            self.port = free_port()
            try:
                self.start()
            except subprocess.CalledProcessError:
                # somebody else was faster to take the port
                if not left:
                    raise
            else:
                return

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self.home} -c fsync=off"
        self.run(
            "pg_ctl", "start", "--wait", "--pgdata", self.home / "data",
            "--log", self.home / "log", "--options", options,
        )  # fmt: skip

    def stop(self, mode: str) -> None:
        """Stop it: `fast`, or `immediate`, as in a crash."""
        self.run("pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", self.home / "data")

    def url(self, schema: str = "public") -> str:
        """Where a schema is found."""
        place = f"127.0.0.1:{self.port}/postgres?options=-csearch_path%3D{schema}"
        return f"postgresql+psycopg://journal@{place}"

    def new_schema(self) -> str:
        """The address of a schema in which there is nothing yet."""
        name = f"journal_{next(self.schemas)}"
        execute(self.url(), f"CREATE SCHEMA {name}")
        return self.url(name)


def execute(url: str, *statements: str) -> None:
    """Run statements, each by itself, without the library."""
    with closing_engine(url) as engine, engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def closing_engine(url: str, **options: float) -> Generator[Engine]:
    """An engine that gives back its connections at the end of the block."""
    engine = create_engine(url, **options)
    try:
        yield engine
    finally:
        engine.dispose()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@cache
def server() -> Server | None:
    """The server of this worker, started when first asked for; none where it is not installed."""
    folder = programs()
    if folder is None:
        return None
    home = Path(tempfile.mkdtemp(prefix="reintegra-postgresql-"))
    if who := _who():
        os.chown(home, who["user"], who["group"])
    made = Server(folder, home, _guarded(folder, home))
    made.make()
    return made


def stop() -> None:
    """Stop the server of this worker, if it was started, and leave nothing of it."""
    if not server.cache_info().currsize:
        return
    running = server()
    server.cache_clear()
    if running is not None:
        running.guardian.communicate()
