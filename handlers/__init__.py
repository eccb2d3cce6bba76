"""What people do: one module for each thing.

A handler is a plain function of a ``Unit`` and an update. It runs inside the update's one transaction and says what
it has to say by writing outbox rows; it never waits for anything.
"""
