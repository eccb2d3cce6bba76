"""``python -m bot`` and the console script ``sotay``."""

from bot.heap import loading


def main() -> None:
    """Run the command line."""
    with loading():
        from bot.cli import sotay
        from bot.cli_streams import set_up_streams
    set_up_streams()
    sotay(prog_name="sotay")


if __name__ == "__main__":
    main()
