"""What the plans say, and how people ask. Pure: no clock, no SQL, no Telegram."""
