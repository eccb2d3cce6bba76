"""A bare python-telegram-bot bot that repeats what it hears: ``python -m tests.bench.echo URL``.

All as the library has it by default: its updater, its transport, one update after the other.
"""

import sys
import warnings

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.playground.server import TOKEN


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Repeat a message."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    url = sys.argv[1]
    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling()
