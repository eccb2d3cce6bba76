"""What the bot has learnt about itself, for the command line, which does not ask Telegram."""

from sqlite_utils import Database


def remember_username(db: Database, username: str) -> None:
    """Keep the name under which Telegram knows the bot, without @."""
    db.conn.execute(
        "INSERT INTO itself (name, value) VALUES ('username', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (username,),
    )


def username(db: Database) -> str | None:
    """The name under which Telegram knows the bot; None before its first start."""
    row = db.conn.execute("SELECT value FROM itself WHERE name = 'username'").fetchone()
    return str(row[0]) if row else None
