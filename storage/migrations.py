"""The schema, step by step. A migration that has run somewhere is never edited: add the next one."""

from sqlite_utils import Database, Migrations

from knowledge.figures.villages import spelling
from storage.figures_schema import VILLAGES_ROLES_FIGURES
from storage.rounds_schema import ROUNDS_AND_NUDGES
from storage.versions_schema import VERSIONS

MIGRATIONS = Migrations("sotay")


@MIGRATIONS(name="001_inbox_and_outbox")
def inbox_and_outbox(db: Database) -> None:
    """Updates as they came, and messages as they go."""
    # AUTOINCREMENT: the outbox key is made of the inbox id, which must never come back after a purge.
    db.conn.execute(
        """
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            update_id INTEGER UNIQUE,
            lane INTEGER NOT NULL,
            raw TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'dead')),
            attempts INTEGER NOT NULL DEFAULT 0,
            error_code TEXT,
            received_at TEXT NOT NULL,
            settled_at TEXT
        ) STRICT
        """
    )
    db.conn.execute("CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'new'")
    db.conn.execute(
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            chat_id INTEGER,
            method TEXT NOT NULL,
            payload TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('callback', 'answer', 'edit', 'notice')),
            rank INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
            attempts INTEGER NOT NULL DEFAULT 0,
            resent INTEGER NOT NULL DEFAULT 0,
            not_before TEXT NOT NULL DEFAULT '',
            message_id INTEGER,
            error TEXT,
            created_at TEXT NOT NULL,
            settled_at TEXT
        ) STRICT
        """
    )
    db.conn.execute("CREATE INDEX outbox_queue ON outbox (rank, id) WHERE state = 'queued'")
    db.conn.execute("CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending'")


@MIGRATIONS(name="002_people_chats_frames")
def people_chats_frames(db: Database) -> None:
    """Who writes, where, and what the conversation is about."""
    db.conn.execute(
        """
        CREATE TABLE people (
            user_id INTEGER PRIMARY KEY,
            language TEXT CHECK (language IN ('vi', 'en')),
            home TEXT,
            reachable INTEGER NOT NULL DEFAULT 1,
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.conn.execute(
        """
        CREATE TABLE chats (
            chat_id INTEGER PRIMARY KEY,
            hinted_at TEXT,
            member INTEGER NOT NULL DEFAULT 1
        ) STRICT
        """
    )
    db.conn.execute(
        """
        CREATE TABLE frames (
            chat_id INTEGER PRIMARY KEY,
            frame TEXT NOT NULL,
            kept_at TEXT NOT NULL
        ) STRICT
        """
    )


@MIGRATIONS(name="003_villages_roles_figures")
def villages_roles_figures(db: Database) -> None:
    """Who reports for which village, and what they reported. Counts only: nothing here can name a child."""
    for statement in VILLAGES_ROLES_FIGURES:
        db.conn.execute(statement)


@MIGRATIONS(name="004_rounds_nudges")
def rounds_nudges(db: Database) -> None:
    """What is collected by when, and who was reminded of it."""
    for statement in ROUNDS_AND_NUDGES:
        db.conn.execute(statement)


@MIGRATIONS(name="005_indexes")
def indexes(db: Database) -> None:
    """What is looked for in tables that grow, such as what is to be purged, is found without reading all of them."""
    for statement in (
        "CREATE INDEX inbox_settled ON inbox (state, settled_at)",
        "CREATE INDEX outbox_settled ON outbox (state, settled_at)",
        "CREATE INDEX nudges_settled ON nudges (day) WHERE state != 'queued'",
        "CREATE INDEX asks_asked ON asks (asked_at)",
        "CREATE INDEX mishaps_noted ON mishaps (at)",
        "CREATE INDEX revisions_of_person ON revisions (user_id, plan)",
        # Whoever writes a cell gives it its end, and the rule for that is stated once, in knowledge.
        "DROP TRIGGER cells_end",
    ):
        db.conn.execute(statement)


@MIGRATIONS(name="006_versions")
def versions(db: Database) -> None:
    """Which version of which message was taken, so that none counts twice, or after a newer one."""
    for statement in VERSIONS:
        db.conn.execute(statement)


@MIGRATIONS(name="007_spellings")
def spellings(db: Database) -> None:
    """Villages are told apart by their marks too: Thôn Hạ and Thôn Hà. Until now their keys had none."""
    for village_id, name in db.conn.execute("SELECT id, name FROM villages WHERE key != ''").fetchall():
        db.conn.execute("UPDATE OR IGNORE villages SET key = ? WHERE id = ?", (spelling(name), village_id))


@MIGRATIONS(name="008_chats_of_the_outbox")
def chats_of_the_outbox(db: Database) -> None:
    """What was last said in a chat is found without reading what was said in others."""
    db.conn.execute("CREATE INDEX outbox_of_chat ON outbox (chat_id, id)")
