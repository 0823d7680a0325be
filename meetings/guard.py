"""What the database itself sees to: events are added, sealed in a chain, and never changed.

Statements, not Python, so that whoever writes past us meets them too. On PostgreSQL an Event is
sealed when its transaction ends, in two steps: what is put off goes in the order it was asked for,
and the second step is asked for only when all other checks of the transaction are on their way.
So the one lock that all writers share is taken last, and held for an instant. On SQLite there is
one writer at a time in any case. `SHA256` is a function that Django gives each connection.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "Hændelser ændres og slettes ikke"
# The lock of PostgreSQL under which the chain grows: any two numbers that nobody else uses.
LOCK = "7261, 1"

SQLITE = {
    "event_added_once": f"""
        CREATE TRIGGER event_added_once BEFORE INSERT ON meetings_event
        WHEN EXISTS (SELECT 1 FROM meetings_event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "event_kept": f"""
        CREATE TRIGGER event_kept BEFORE UPDATE ON meetings_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "event_stays": f"""
        CREATE TRIGGER event_stays BEFORE DELETE ON meetings_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "event_sealed": """
        CREATE TRIGGER event_sealed AFTER INSERT ON meetings_event
        BEGIN
            INSERT INTO meetings_seal (event_id, number, link) VALUES (
                NEW.id,
                coalesce((SELECT max(number) FROM meetings_seal), 0) + 1,
                SHA256(
                    coalesce(
                        (SELECT link FROM meetings_seal ORDER BY number DESC LIMIT 1), ''
                    ) || ':' || NEW.id || ':' || NEW.digest
                )
            );
        END""",
    "seal_added_once": f"""
        CREATE TRIGGER seal_added_once BEFORE INSERT ON meetings_seal
        WHEN EXISTS (
            SELECT 1 FROM meetings_seal WHERE event_id = NEW.event_id OR number = NEW.number
        )
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "seal_kept": f"""
        CREATE TRIGGER seal_kept BEFORE UPDATE ON meetings_seal
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "seal_stays": f"""
        CREATE TRIGGER seal_stays BEFORE DELETE ON meetings_seal
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
}

FUNCTIONS = {
    "folgop_refuse": f"""
        CREATE OR REPLACE FUNCTION folgop_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    "folgop_seal": """
        CREATE OR REPLACE FUNCTION folgop_seal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO meetings_seal (event_id, number, link) VALUES (NEW.id, NULL, '');
            RETURN NULL;
        END $$""",
    "folgop_link": f"""
        CREATE OR REPLACE FUNCTION folgop_link() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            last_number bigint;
            last_link text;
            content text;
        BEGIN
            PERFORM pg_advisory_xact_lock({LOCK});
            SELECT number, link INTO last_number, last_link FROM meetings_seal
                WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1;
            SELECT digest INTO content FROM meetings_event WHERE id = NEW.event_id;
            UPDATE meetings_seal SET
                number = coalesce(last_number, 0) + 1,
                link = encode(
                    sha256(convert_to(
                        coalesce(last_link, '') || ':' || NEW.event_id || ':' || content, 'UTF8'
                    )), 'hex'
                )
                WHERE event_id = NEW.event_id;
            RETURN NULL;
        END $$""",
}
POSTGRESQL = {
    "event_kept": """
        CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON meetings_event
        FOR EACH ROW EXECUTE FUNCTION folgop_refuse()""",
    "event_stays": """
        CREATE TRIGGER event_stays BEFORE TRUNCATE ON meetings_event
        FOR EACH STATEMENT EXECUTE FUNCTION folgop_refuse()""",
    "event_sealed": """
        CREATE CONSTRAINT TRIGGER event_sealed AFTER INSERT ON meetings_event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION folgop_seal()""",
    "seal_linked": """
        CREATE CONSTRAINT TRIGGER seal_linked AFTER INSERT ON meetings_seal
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.number IS NULL)
        EXECUTE FUNCTION folgop_link()""",
    "seal_kept": """
        CREATE TRIGGER seal_kept BEFORE UPDATE ON meetings_seal
        FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION folgop_refuse()""",
    "seal_stays": """
        CREATE TRIGGER seal_stays BEFORE DELETE ON meetings_seal
        FOR EACH ROW EXECUTE FUNCTION folgop_refuse()""",
    "seals_stay": """
        CREATE TRIGGER seals_stay BEFORE TRUNCATE ON meetings_seal
        FOR EACH STATEMENT EXECUTE FUNCTION folgop_refuse()""",
}
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # Switched off is as good as gone.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def guard_put_up(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse changes and seal what is added; for migrations.

    On SQLite a migration that makes a table anew takes its triggers along: call this after it.
    """
    if schema_editor.connection.vendor == "postgresql":
        for statement in FUNCTIONS.values():
            schema_editor.execute(statement)
    standing = guards_standing(schema_editor.connection)
    for name, statement in TRIGGERS[schema_editor.connection.vendor].items():
        if name not in standing:
            schema_editor.execute(statement)


def guards_standing(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def guard_take_down(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take it down again, where a migration is taken back."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, statement in TRIGGERS[schema_editor.connection.vendor].items():
        table = statement.split(" ON ")[1].split()[0]
        schema_editor.execute(
            f"DROP TRIGGER {name}" if is_sqlite else f"DROP TRIGGER {name} ON {table}"
        )
    if not is_sqlite:
        for name in FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION {name}()")
