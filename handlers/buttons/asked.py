"""Which buttons words may stand for, by how what they carry begins."""

OF_FIGURES = "f:"
# A yes presses the first button of these, a no the last one, and the first words of their labels are enough. What
# cannot be undone has to be named.
A_YES_PRESSES = (
    *("r:do:", "r:moveto:", "r:save:", "r:unshut:", "r:ask:"),
    *("p:give:", "p:away:", "n:off:", "n:leave:", "f:kept:"),
)
