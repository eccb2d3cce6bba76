"""``python -m bot`` and the console script ``sotay``."""

from bot.heap import loading


def main() -> None:
    """Run the command line."""
    with loading():
        from bot.cli import sotay
    sotay(prog_name="sotay")


if __name__ == "__main__":
    main()
