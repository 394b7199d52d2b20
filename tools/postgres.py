"""A PostgreSQL for the tests: a role that may make databases and nothing more, on a server that is there."""

import getpass
import json
import os
import re
import secrets
from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from psycopg import sql

from tools.console import ROOT

ROLE = "meedoen_test"
DATABASE = "meedoen_test"
SOCKETS = ("/var/run/postgresql", "/tmp")


@dataclass(frozen=True)
class Server:
    """A usable server, or `url` empty and `said` the reason why there is none."""

    url: str
    said: str


def find_server() -> Server:
    """The server of DATABASE_URL, else the local one on port 5432, with the test role ready on it."""
    given = os.environ.get("DATABASE_URL", "")
    if given and not given.startswith(("postgres://", "postgresql://", "pgsql://")):
        return Server("", "DATABASE_URL is geen PostgreSQL")
    routes = [re.sub("^pgsql:", "postgresql:", given)] if given else list(_local_routes())
    reasons = []
    for route in routes:
        try:
            with psycopg.connect(route, connect_timeout=3, autocommit=True) as connection:
                return _with_role(connection)
        except psycopg.Error as error:
            reasons.append(str(error).strip().splitlines()[-1])
    where = "DATABASE_URL" if given else "127.0.0.1:5432"
    return Server("", f"geen server te gebruiken op {where} ({reasons[-1]})")


def _local_routes() -> list[str]:
    users = list(dict.fromkeys([getpass.getuser(), "root", "postgres"]))
    tcp = [f"host=127.0.0.1 port=5432 dbname=postgres user={user}" for user in users]
    local = [f"host={folder} port=5432 dbname=postgres user={user}" for folder in SOCKETS for user in users]
    return tcp[:1] + local + tcp[1:]


def _with_role(connection: psycopg.Connection) -> Server:
    """Make the test role where we may; else use our own if it is as modest as the test role."""
    info = connection.info
    row = connection.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    superuser, may_make_roles, may_make_databases, sees_all_rows = row or (False,) * 4
    host, port = info.host if not info.host.startswith("/") else "127.0.0.1", info.port
    if superuser or may_make_roles:
        user, password = ROLE, _password()
        _make_role(connection, password)
    elif may_make_databases and not sees_all_rows:
        user, password = info.user, info.password
    else:
        return Server("", f"rol {info.user} mag geen rol of database maken")
    _drop_left_over(connection)
    login = quote(user) + (":" + quote(password, safe="") if password else "")
    url = f"postgresql://{login}@{host}:{port}/{DATABASE}_{os.getpid()}"
    with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", connect_timeout=3):
        version = info.parameter_status("server_version")
    return Server(url, f"PostgreSQL {version} op {host}:{port}, als rol {user}")


def _make_role(connection: psycopg.Connection, password: str) -> None:
    with connection.transaction():
        # Two runs at once would both find no role and both make it.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ROLE])
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        statement = "ALTER ROLE {} " if known else "CREATE ROLE {} "
        rights = "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD {}"
        connection.execute(sql.SQL(statement + rights).format(sql.Identifier(ROLE), sql.Literal(password)))


def _drop_left_over(connection: psycopg.Connection) -> None:
    """Drop databases of test runs that were broken off: their name holds a process that is gone."""
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"test_{DATABASE}_%"])
    for (name,) in rows.fetchall():
        found = re.fullmatch(rf"test_{DATABASE}_(\d+)(_gw\d+)?", name)
        if found and not os.path.exists(f"/proc/{found[1]}"):
            try:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            except psycopg.Error:
                continue


def _password() -> str:
    """The test role's password on this machine, made once; the same for runs at the same time."""
    path = ROOT / "var" / "test-role.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps({"password": secrets.token_urlsafe(24)}))
    return str(json.loads(path.read_text())["password"])
