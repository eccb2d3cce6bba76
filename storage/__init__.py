"""One SQLite file: the only place of the project where SQL is written."""
