"""Speed and size, measured on the real parts: ``make bench``. Nothing here is a timed test."""
