"""Tables of rounds and nudges, the fourth step of the schema. Days are local ISO dates, moments as ``times`` writes."""

ROUNDS_AND_NUDGES = (
    # Deadlines that staff added to those of their plan.
    """
    CREATE TABLE deadlines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        plan TEXT NOT NULL,
        what TEXT NOT NULL,
        every TEXT NOT NULL CHECK (every IN ('once', 'year', 'quarter', 'month')),
        month INTEGER,
        day INTEGER NOT NULL,
        year INTEGER,
        before INTEGER NOT NULL,
        created_by INTEGER,
        created_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE rounds (
        id INTEGER PRIMARY KEY,
        plan TEXT NOT NULL,
        deadline TEXT NOT NULL, -- an id of the plan's, or "own-7" for the seventh that staff added
        occurrence TEXT NOT NULL,
        what_vi TEXT NOT NULL,
        what_en TEXT NOT NULL,
        section TEXT,
        period TEXT NOT NULL,
        last_day TEXT, -- NULL: the plan names a year and no day
        codes TEXT NOT NULL, -- the measures that it collects, a JSON list of "5.1"
        lead_days INTEGER NOT NULL, -- so many days before the last one villages are due
        open_days INTEGER NOT NULL, -- so many days before the last one it opens
        moved INTEGER NOT NULL DEFAULT 0, -- staff set last_day: the plan's no longer holds
        chosen INTEGER NOT NULL DEFAULT 0, -- staff chose the codes
        known_on TEXT NOT NULL, -- the day since which the bot can remind anybody of this last_day
        submitted_at TEXT,
        closed_at TEXT,
        dropped_at TEXT, -- its deadline, which staff had added, was taken away
        UNIQUE (plan, deadline, occurrence)
    ) STRICT
    """,
    "CREATE INDEX rounds_running ON rounds (last_day) WHERE closed_at IS NULL AND submitted_at IS NULL",
    # When the message was sent, where it says so: a bot that was down takes it later, and it was in time all the same.
    "ALTER TABLE revisions ADD COLUMN said_at TEXT",
    # A village that need not report by the bot: it did on paper, it has leave, or somebody asks for leave.
    """
    CREATE TABLE round_marks (
        id INTEGER PRIMARY KEY,
        round_id INTEGER NOT NULL REFERENCES rounds (id),
        village_id INTEGER NOT NULL REFERENCES villages (id),
        kind TEXT NOT NULL CHECK (kind IN ('paper', 'leave_asked', 'leave')),
        user_id INTEGER,
        at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX round_marks_once ON round_marks (round_id, village_id) WHERE ended_at IS NULL",
    # One row for each message that reminds somebody: turn 0 is the day's own, turn 1 one that the person asked for.
    """
    CREATE TABLE nudges (
        user_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        turn INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'uncertain')),
        claimed_at TEXT NOT NULL,
        PRIMARY KEY (user_id, day, turn)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX nudges_queued ON nudges (day) WHERE state = 'queued'",
    # The ledger: nobody is reminded twice of one step towards one last day. day is NULL for a step that passed while
    # the bot did not run.
    """
    CREATE TABLE nudge_stages (
        round_id INTEGER NOT NULL REFERENCES rounds (id),
        last_day TEXT NOT NULL,
        stage TEXT NOT NULL, -- "c-7" for collaborators, "s+1" for staff
        user_id INTEGER NOT NULL,
        day TEXT,
        turn INTEGER,
        noted_at TEXT NOT NULL,
        PRIMARY KEY (round_id, last_day, stage, user_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX nudge_stages_of_person ON nudge_stages (user_id, day)",
    # What a person wants of reminders.
    """
    CREATE TABLE nudge_wishes (
        user_id INTEGER PRIMARY KEY,
        hours TEXT,
        muted_until TEXT, -- the last day without
        stopped_at TEXT,
        later_at TEXT -- when they asked to be reminded once more
    ) STRICT
    """,
    """
    CREATE TABLE nudge_settings (
        plan TEXT PRIMARY KEY,
        collaborators TEXT,
        staff TEXT,
        hours TEXT
    ) STRICT
    """,
    # A message of figures that something was wrong with: that it was so, not what it said.
    """
    CREATE TABLE mishaps (
        id INTEGER PRIMARY KEY,
        plan TEXT NOT NULL,
        user_id INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX mishaps_of_plan ON mishaps (plan, at)",
    # What a member of staff was last told of a plan's rounds.
    """
    CREATE TABLE digests (
        user_id INTEGER NOT NULL,
        plan TEXT NOT NULL,
        day TEXT NOT NULL, -- when it was last looked at
        told TEXT NOT NULL, -- JSON
        PRIMARY KEY (user_id, plan)
    ) STRICT, WITHOUT ROWID
    """,
    # Somebody's figures for a closed round, that staff were asked to open again.
    """
    CREATE TABLE reopenings (
        round_id INTEGER NOT NULL REFERENCES rounds (id),
        user_id INTEGER NOT NULL,
        ask_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (round_id, user_id)
    ) STRICT, WITHOUT ROWID
    """,
)
