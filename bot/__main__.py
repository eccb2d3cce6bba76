"""``python -m bot`` and the console script ``sotay``."""

from bot.cli import sotay


def main() -> None:
    """Run the command line."""
    sotay(prog_name="sotay")


if __name__ == "__main__":
    main()
