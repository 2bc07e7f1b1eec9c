"""The engines of the register's tests; where they are not installed, none of these tests is collected."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from tests.register import registers

INSTALLED = find_spec("ibis") is not None
collect_ignore_glob = [] if INSTALLED else ["test_*.py"]
if INSTALLED:
    import psycopg
    from pyspark.sql import SparkSession

OF_OTHERS = (
    "ignore:fetch_arrow_table:DeprecationWarning",
    "ignore:The 'future.infer_string' option:DeprecationWarning",
    "ignore:The copy keyword:DeprecationWarning",
    "ignore:unclosed <socket:ResourceWarning",
)
"""What Ibis and Spark do that warns and is not ours to mend: calls that DuckDB and pandas renamed, a stopped Spark's
sockets."""
ENGINES = ("csv", "parquet", "postgres", "spark")
COUNTER = "counter"
"""The role that counts: it may read no column about persons."""
POSTGRES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
Placed = Callable[[pa.Table], str]
"""Puts a register where an engine finds it; gives its address."""


def pytest_configure(config: pytest.Config) -> None:
    """Every other warning stays an error."""
    for line in OF_OTHERS if INSTALLED else ():
        config.addinivalue_line("filterwarnings", line)


@pytest.fixture(scope="session")
def server() -> Iterator[int]:
    """Debian's PostgreSQL on the loopback address, in a folder of its own; gives the port."""
    if POSTGRES is None:
        pytest.skip("NOT RUN: PostgreSQL, because Debian's package postgresql is not here.")
    with tempfile.TemporaryDirectory(prefix="register-", dir="/tmp") as name:
        folder, port = Path(name), _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _postgres("initdb", "-D", f"{folder}/data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        where = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        _postgres("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", where, "start")
        try:
            yield port
        finally:
            _postgres("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")


def _postgres(command: str, *given: str) -> None:
    """A command of PostgreSQL, as a user that is not root; its server keeps no pipe of ours open."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, f"{POSTGRES}/{command}", *given], check=True, stdout=subprocess.DEVNULL, cwd="/tmp")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def csv(tmp_path: Path) -> Placed:
    def placed(register: pa.Table) -> str:
        pyarrow.csv.write_csv(register, tmp_path / "register.csv")
        return f"duckdb://{tmp_path}/register.csv"

    return placed


@pytest.fixture
def parquet(tmp_path: Path) -> Placed:
    def placed(register: pa.Table) -> str:
        half = len(register) // 2
        pq.write_table(register.slice(0, half), tmp_path / "1.parquet")
        pq.write_table(register.slice(half), tmp_path / "2.parquet")
        return f"duckdb://{tmp_path}/*.parquet"

    return placed


@pytest.fixture
def postgres(server: int) -> Placed:
    def placed(register: pa.Table) -> str:
        types = {pa.string(): "text", pa.date32(): "date", pa.bool_(): "boolean"}
        named = ", ".join(f"{field.name} {types[field.type]}" for field in register.schema)
        with psycopg.connect(host="127.0.0.1", port=server, user="postgres", dbname="postgres") as connected:
            connected.execute(f"DROP SCHEMA IF EXISTS office CASCADE; DROP ROLE IF EXISTS {COUNTER}")
            connected.execute(
                f"CREATE SCHEMA office; CREATE ROLE {COUNTER} LOGIN; CREATE TABLE office.appeals ({named})"
            )
            allowed = ", ".join(name for name in register.column_names if name not in registers.PERSONS)
            connected.execute(
                f"GRANT USAGE ON SCHEMA office TO {COUNTER}; GRANT SELECT ({allowed}) ON office.appeals TO {COUNTER}"
            )
            with connected.cursor().copy("COPY office.appeals FROM STDIN") as copying:
                for row in register.to_pylist():
                    copying.write_row(tuple(row.values()))
        return f"postgres://{COUNTER}@127.0.0.1:{server}/postgres#office.appeals"

    return placed


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Placed]:
    """Spark on this machine, its catalogue in memory; asked by the same address as a cluster."""
    if shutil.which("java") is None:
        pytest.skip("NOT RUN: Spark, because Debian's package default-jre-headless is not here.")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
    }
    given = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"--master local[2] {given} pyspark-shell")

    def placed(register: pa.Table) -> str:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        pq.write_table(register, folder / "rows.parquet")
        session = SparkSession.builder.getOrCreate()
        rows = session.read.parquet(str(folder / "rows.parquet"))
        rows.write.mode("overwrite").option("path", str(folder / "table")).saveAsTable("appeals")
        return "pyspark://#default.appeals"

    yield placed
    if session := SparkSession.getActiveSession():
        session.stop()


@pytest.fixture(params=ENGINES)
def placed(request: pytest.FixtureRequest) -> Placed:
    """Each engine in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def register() -> pa.Table:
    return registers.rows()
