"""What tells the messages of figures and their versions apart, the sixth step of the schema."""

VERSIONS = (
    # Each version of a message that was taken. 'content' is a digest: what was said is not kept.
    """
    CREATE TABLE versions (
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        posted INTEGER NOT NULL,
        edit_date INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (chat_id, message_id, posted, edit_date, content)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX versions_posted ON versions (posted)",
    # The second in which the message was first sent: the ids of messages start again with another bot on the same
    # database. What was added by one update belongs together: several edits may fall into one second.
    "ALTER TABLE revisions ADD COLUMN posted INTEGER",
    "ALTER TABLE revisions ADD COLUMN inbox_id INTEGER",
    "UPDATE revisions SET posted = unixepoch(said_at) WHERE edit_date = 0",
    """
    UPDATE revisions SET posted = (
        SELECT first.posted FROM revisions AS first
        WHERE (first.chat_id, first.message_id, first.edit_date) = (revisions.chat_id, revisions.message_id, 0)
    )
    WHERE edit_date != 0
    """,
    # The album that was told last that it cannot be read; before, when anything was.
    "ALTER TABLE chats RENAME COLUMN hinted_at TO album",
    "UPDATE chats SET album = NULL",
)
