"""Tables of villages, people in roles and figures, the third step of the schema. Nothing here can name a child."""

VILLAGES_ROLES_FIGURES = (
    # The village named '' stands for the whole locality: a district whose collaborator reports for all of it.
    """
    CREATE TABLE villages (
        id INTEGER PRIMARY KEY,
        plan TEXT NOT NULL,
        name TEXT NOT NULL,
        key TEXT NOT NULL,
        demo INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        closed_at TEXT,
        UNIQUE (plan, key)
    ) STRICT
    """,
    """
    CREATE TABLE roles (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('official', 'collaborator', 'staff', 'admin')),
        plan TEXT,
        village_id INTEGER REFERENCES villages (id),
        called TEXT NOT NULL DEFAULT '',
        away_until TEXT,
        granted_by INTEGER,
        granted_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX roles_once ON roles (user_id, role, ifnull(plan, ''), ifnull(village_id, 0))"
    " WHERE ended_at IS NULL",
    "CREATE INDEX roles_of_plan ON roles (plan, role) WHERE ended_at IS NULL",
    """
    CREATE TABLE invitations (
        token_hash TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        plan TEXT,
        village_id INTEGER REFERENCES villages (id),
        created_by INTEGER,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_by INTEGER,
        used_at TEXT
    ) STRICT
    """,
    # What the bot has learnt about itself, such as its username.
    "CREATE TABLE itself (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        who INTEGER,
        action TEXT NOT NULL,
        plan TEXT,
        village_id INTEGER,
        person INTEGER,
        detail TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    # Append-only, but for the erasure of user_id.
    """
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        plan TEXT NOT NULL,
        village_id INTEGER NOT NULL REFERENCES villages (id),
        indicator INTEGER NOT NULL,
        part INTEGER NOT NULL,
        period TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('number', 'none', 'withdrawn')),
        numerator INTEGER,
        denominator INTEGER,
        value TEXT,
        reason TEXT,
        confirmed INTEGER NOT NULL DEFAULT 0,
        disputes INTEGER NOT NULL DEFAULT 0, -- stands beside what another person reported until staff decide
        follows INTEGER REFERENCES revisions (id),
        user_id INTEGER,
        at TEXT NOT NULL,
        via TEXT NOT NULL CHECK (via IN ('message', 'edit', 'reply', 'button', 'dialogue', 'undo', 'decision')),
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        edit_date INTEGER NOT NULL DEFAULT 0,
        line INTEGER NOT NULL,
        UNIQUE (chat_id, message_id, edit_date, line)
    ) STRICT
    """,
    "CREATE INDEX revisions_of_cell ON revisions (plan, indicator, part, village_id, period, id)",
    # What holds now for each cell; 'rival' is another person's differing revision that staff have to decide on.
    """
    CREATE TABLE cells (
        plan TEXT NOT NULL,
        indicator INTEGER NOT NULL,
        part INTEGER NOT NULL,
        village_id INTEGER NOT NULL REFERENCES villages (id),
        period TEXT NOT NULL,
        state TEXT NOT NULL,
        numerator INTEGER,
        denominator INTEGER,
        value TEXT,
        confirmed INTEGER NOT NULL DEFAULT 0,
        revision INTEGER NOT NULL REFERENCES revisions (id),
        rival INTEGER REFERENCES revisions (id),
        changed_at TEXT NOT NULL,
        ends INTEGER,
        PRIMARY KEY (plan, indicator, part, village_id, period)
    ) STRICT, WITHOUT ROWID
    """,
    # 'ends' is year, last month and length of the period, as knowledge.figures.calendar.rank gives it, added where
    # the writer did not (the fifth step takes that away). A generated column would do, but that SQLite never takes one
    # from an index alone.
    """
    CREATE TRIGGER cells_end AFTER INSERT ON cells WHEN NEW.ends IS NULL BEGIN
        UPDATE cells SET ends = substr(period, 1, 4) * 1000 + CASE substr(period, 6, 1)
            WHEN '' THEN 124
            WHEN 'H' THEN substr(period, 7) * 60 + 3
            WHEN 'Q' THEN substr(period, 7) * 30 + 2
            ELSE substr(period, 6) * 10 + 1
        END
        WHERE plan = NEW.plan AND indicator = NEW.indicator AND part = NEW.part
            AND village_id = NEW.village_id AND period = NEW.period;
    END
    """,
    # Finds each village's newest figure in one step, and has all there is to add up.
    "CREATE INDEX cells_newest ON cells"
    " (plan, indicator, part, village_id, state, ends, numerator, denominator, value)",
    "CREATE INDEX cells_of_village ON cells (plan, village_id, period)",
    "CREATE INDEX cells_remarkable ON cells (plan) WHERE state = 'none' OR rival IS NOT NULL",
    # What the bot has asked somebody and waits to hear: one guided dialogue for each chat, any number of asks.
    """
    CREATE TABLE asks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        settled_at TEXT
    ) STRICT
    """,
    "CREATE INDEX asks_open ON asks (chat_id, kind) WHERE settled_at IS NULL",
)
