"""Reporting rounds and reminders: which days count, when a reminder may come, what people type about deadlines."""
