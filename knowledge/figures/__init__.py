"""Figures that village collaborators send: a message read into figures, problems and filler, nothing dropped."""
