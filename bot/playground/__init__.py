"""A local Telegram: the Bot API over HTTP, people who write to the bot, and a chat page in the browser.

It is as strict as Telegram's own server, because a bot that was only ever tried against a lenient one fails on the
first day: offsets confirm, a second poller is told so, limits and error texts are Telegram's.
"""
