"""Buttons to pick a plan or a village with."""

from collections.abc import Callable, Collection

from handlers.people.standing import led_plans, plan_name
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from storage import villages

PAGE = 24  # villages at once: eight rows of three on a phone


def choose_plan(unit: Unit, button: Callable[[str], str]) -> Screen:
    """Ask which plan; *button* makes of a plan's id what its button carries."""
    options = tuple(Option(plan_name(unit, plan), button(plan)) for plan in led_plans(unit))
    return Screen(say("which_led_plan", unit.language), options)


def choose_village(
    unit: Unit, plan: str, text: str, button: Callable[..., str], page: int, *, without: Collection[int] = ()
) -> Screen:
    """Ask which village of *plan*, *without* some; *button* takes the page, and a village's id unless it turns one."""
    found = [village for village in villages.of_plan(unit.db, plan) if village.id not in without]
    shown = found[page * PAGE : (page + 1) * PAGE]
    options = [Option(village.name, button(page, village.id)) for village in shown]
    return Screen(text, (*options, *page_options(unit, button, page, len(found), PAGE)))


def page_options(unit: Unit, button: Callable[[int], str], page: int, total: int, size: int) -> list[Option]:
    """The buttons to the pages before and after, where there are such; *button* makes of a page what one carries."""
    options = []
    if page > 0:
        options.append(Option(say("button_previous", unit.language), button(page - 1)))
    if (page + 1) * size < total:
        options.append(Option(say("button_next", unit.language), button(page + 1)))
    return options
