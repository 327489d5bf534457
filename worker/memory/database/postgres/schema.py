"""The team's tables on PostgreSQL: numbered steps, each done once, and who may see and add what.

Steps are only added, one after the other, each with its mark in a chain. What was said in them stands by client: a
member sees what is for everybody and for the own clients, and adds where it decides.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

SCHEMA = "mediamapper"
GROUP = "mediamapper_team"
"""The role that every member's login is in."""
CHANNEL = "mediamapper"
"""On which the server says that there is something new."""

FIRST = "0001_history"
MIGRATIONS = {
    FIRST: """
CREATE TABLE team (id TEXT NOT NULL);
INSERT INTO team VALUES (gen_random_uuid()::text);

CREATE TABLE member (login TEXT PRIMARY KEY, everybody BOOLEAN NOT NULL);
CREATE TABLE member_client (
    login TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
    client TEXT NOT NULL,
    PRIMARY KEY (login, client));

CREATE TABLE step (
    number BIGINT PRIMARY KEY,
    turn TEXT COLLATE "C" NOT NULL UNIQUE,
    action TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes TEXT NOT NULL,
    login TEXT NOT NULL,
    mark TEXT NOT NULL);
CREATE TABLE piece (
    step BIGINT NOT NULL REFERENCES step,
    position INTEGER NOT NULL,
    client TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    sort TEXT NOT NULL,
    source TEXT NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    amount DOUBLE PRECISION,
    mass DOUBLE PRECISION NOT NULL,
    decision TEXT NOT NULL,
    plan TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (step, position));
CREATE TABLE layout_use (
    step BIGINT NOT NULL REFERENCES step,
    position INTEGER NOT NULL,
    client TEXT NOT NULL,
    shape TEXT NOT NULL,
    scope TEXT NOT NULL,
    recipe TEXT NOT NULL,
    periods TEXT NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (step, position));
CREATE TABLE place (
    key TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT,
    client TEXT,
    market TEXT,
    platform TEXT,
    template TEXT,
    client_key TEXT NOT NULL);
CREATE TABLE tombstone (mark TEXT PRIMARY KEY, salt TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL);

CREATE FUNCTION may_decide(client TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM mediamapper.member m WHERE m.login = current_user AND m.everybody)
        OR EXISTS (SELECT FROM mediamapper.member_client c WHERE c.login = current_user AND c.client = $1)
$$;
CREATE FUNCTION may_see(client TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT ($1 = '' AND EXISTS (SELECT FROM mediamapper.member m WHERE m.login = current_user))
        OR mediamapper.may_decide($1)
$$;

CREATE FUNCTION number_step() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = mediamapper AS $$
DECLARE
    last step%ROWTYPE;
BEGIN
    -- One step after the other: whoever has seen number 7 has seen all before it.
    PERFORM pg_advisory_xact_lock(hashtext('mediamapper'));
    SELECT * INTO last FROM step ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(last.number, 0) + 1;
    NEW.login := session_user;
    NEW.mark := encode(sha256(convert_to(concat_ws(E'\\n', coalesce(last.mark, ''), NEW.number, NEW.turn, NEW.action,
        NEW.author, NEW.at, NEW.undoes, NEW.login), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
CREATE TRIGGER step_number BEFORE INSERT ON step FOR EACH ROW EXECUTE FUNCTION number_step();

CREATE FUNCTION tell() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('mediamapper', '');
    RETURN NULL;
END $$;
CREATE TRIGGER step_told AFTER INSERT ON step FOR EACH STATEMENT EXECUTE FUNCTION tell();
CREATE TRIGGER tombstone_told AFTER INSERT ON tombstone FOR EACH STATEMENT EXECUTE FUNCTION tell();

CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps are only added';
END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON step FOR EACH STATEMENT EXECUTE FUNCTION refuse();

ALTER TABLE step ENABLE ROW LEVEL SECURITY;
ALTER TABLE piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE layout_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE place ENABLE ROW LEVEL SECURITY;
ALTER TABLE tombstone ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON step USING (may_see('')) WITH CHECK (may_see(''));
CREATE POLICY clients ON piece FOR SELECT USING (may_see(client));
CREATE POLICY decides ON piece FOR INSERT WITH CHECK (may_decide(client) AND
    EXISTS (SELECT FROM mediamapper.step s WHERE s.number = piece.step AND s.login = session_user));
CREATE POLICY forgets ON piece FOR DELETE USING (may_decide(''));
CREATE POLICY clients ON layout_use FOR SELECT USING (may_see(client));
CREATE POLICY decides ON layout_use FOR INSERT WITH CHECK (may_decide(client));
CREATE POLICY forgets ON layout_use FOR DELETE USING (may_decide(''));
CREATE POLICY clients ON place FOR SELECT USING (may_see(client_key));
CREATE POLICY decides ON place FOR INSERT WITH CHECK (may_decide(client_key));
CREATE POLICY forgets ON place FOR DELETE USING (may_decide(''));
CREATE POLICY members ON tombstone FOR SELECT USING (may_see(''));
CREATE POLICY forgets ON tombstone FOR INSERT WITH CHECK (may_decide(''));

GRANT USAGE ON SCHEMA mediamapper TO mediamapper_team;
GRANT SELECT ON team, member, member_client, migration TO mediamapper_team;
GRANT SELECT, INSERT ON step, tombstone TO mediamapper_team;
GRANT SELECT, INSERT, DELETE ON piece, layout_use, place TO mediamapper_team;
"""
}
"""Name -> statements; done by the owner of the database, oldest first."""

_ROLE = f"""
DO $$ BEGIN
    CREATE ROLE {GROUP} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_BEGIN = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE TABLE IF NOT EXISTS {SCHEMA}.migration (name TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now())
"""


def migrate(driver: psycopg.Connection) -> list[str]:
    """Do what this database has not had; gives the names of what was done. To be called inside a transaction."""
    driver.execute(sql.SQL(_ROLE))
    driver.execute(sql.SQL(_BEGIN))
    names = driver.execute(sql.SQL(f"SELECT name FROM {SCHEMA}.migration")).fetchall()
    todo = [name for name in MIGRATIONS if (name,) not in names]
    for name in todo:
        driver.execute(sql.SQL(MIGRATIONS[name]))
        driver.execute(sql.SQL(f"INSERT INTO {SCHEMA}.migration (name) VALUES (%s)"), (name,))
    return todo


def admit(driver: psycopg.Connection, login: str) -> None:
    """Let a login of the server into the group of members."""
    names = sql.Identifier(GROUP), sql.Identifier(login)
    driver.execute(sql.SQL("GRANT {} TO {}").format(*names))


def listen(driver: psycopg.Connection) -> None:
    """Have the server tell this connection of every new step."""
    driver.execute(sql.SQL(f"LISTEN {CHANNEL}"))
