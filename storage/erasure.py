"""Forgetting a person: everything about them goes, the figures that they sent stay without a name."""

from datetime import datetime

from sqlite_utils import Database

from storage import audit


def erase_person(db: Database, user_id: int, *, now: datetime) -> None:
    """Take a person out of every table. In private a chat has the id of its person, so chats go as well."""
    for statement in _STATEMENTS:
        db.conn.execute(statement, {"id": user_id})
    audit.note(db, "person_erased", who=None, now=now)


_STATEMENTS = (
    # What was to be told others and could not be, or in doubt; before the roles go, which have the name. What waits
    # for others goes out, and loses its text then.
    """
    UPDATE outbox SET payload = '' WHERE state IN ('sent', 'failed', 'uncertain') AND payload != '' AND EXISTS (
        SELECT 1 FROM json_tree(CASE WHEN json_valid(payload) THEN payload END) AS said WHERE said.atom = :id
        OR EXISTS (SELECT 1 FROM roles WHERE user_id = :id AND called != '' AND instr(said.atom, called)))
    """,
    # All that is on its way to the person too; they are told that they were erased afterwards.
    "DELETE FROM outbox WHERE chat_id = :id",
    # The calls that show them their menu.
    "DELETE FROM outbox WHERE chat_id IS NULL"
    " AND EXISTS (SELECT 1 FROM json_tree(CASE WHEN json_valid(payload) THEN payload END) WHERE atom = :id)",
    "DELETE FROM roles WHERE user_id = :id",
    "UPDATE roles SET granted_by = NULL WHERE granted_by = :id",
    # An open invitation without its maker would be as good as one by who runs the bot: it goes.
    "DELETE FROM invitations WHERE created_by = :id AND used_at IS NULL",
    "UPDATE invitations SET created_by = NULL WHERE created_by = :id",
    "UPDATE invitations SET used_by = NULL WHERE used_by = :id",
    "UPDATE audit SET who = NULL WHERE who = :id",
    "UPDATE audit SET person = NULL WHERE person = :id",
    # What a message was known by stays unique: no message of Telegram's has a number below zero.
    "UPDATE revisions SET chat_id = 0, message_id = -id, posted = NULL, inbox_id = NULL WHERE chat_id = :id",
    "UPDATE revisions SET user_id = NULL WHERE user_id = :id",
    "DELETE FROM versions WHERE chat_id = :id",
    "DELETE FROM nudges WHERE user_id = :id",
    "DELETE FROM nudge_stages WHERE user_id = :id",
    "DELETE FROM nudge_wishes WHERE user_id = :id",
    "DELETE FROM mishaps WHERE user_id = :id",
    "DELETE FROM digests WHERE user_id = :id",
    # What other staff were told of this person, by id; they are told anew of the rest.
    "UPDATE digests SET told = '{}' WHERE EXISTS (SELECT 1 FROM json_tree(told) WHERE atom = :id)",
    "DELETE FROM reopenings WHERE user_id = :id",
    "UPDATE round_marks SET user_id = NULL WHERE user_id = :id",
    "UPDATE deadlines SET created_by = NULL WHERE created_by = :id",
    "DELETE FROM asks WHERE :id IN (user_id, chat_id)",
    "DELETE FROM frames WHERE chat_id = :id",
    "DELETE FROM chats WHERE chat_id = :id",
    "DELETE FROM people WHERE user_id = :id",
    # The update in hand is among these, done already; of those that wait nothing is known yet.
    "UPDATE inbox SET lane = 0, raw = '' WHERE lane = :id AND state != 'new'",
    "UPDATE inbox SET raw = '' WHERE state = 'dead'"
    " AND CASE WHEN json_valid(raw) THEN EXISTS (SELECT 1 FROM json_tree(raw) WHERE key = 'id' AND atom = :id) END",
)
