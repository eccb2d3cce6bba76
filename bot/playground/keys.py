"""Under which keys the web application holds what its handlers need."""

from aiohttp import web

from bot.clock import MovableClock
from bot.playground.state import Telegram

TELEGRAM = web.AppKey("telegram", Telegram)
CLOCK = web.AppKey("clock", MovableClock)
