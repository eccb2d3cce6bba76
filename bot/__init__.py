"""Everything that starts, listens, ticks, sends or exits."""
