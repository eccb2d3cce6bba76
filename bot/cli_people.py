"""The command that invites the first people: those in the bot invite the next ones with /moi."""

import os
from typing import TYPE_CHECKING

import click

from knowledge.figures.naming import parse_village_names

if TYPE_CHECKING:
    from bot.errands import Errand
    from bot.settings import Settings
    from storage.roles import RoleName

_ROLES = ("official", "collaborator", "staff", "admin")


@click.command()
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What the newcomer is to be.")
@click.option("--plan", help="The plan, for instance tan-khai; an admin has none.")
@click.option("--village", help="The village of a collaborator, for instance: Khu phố 3")
@click.option("--new", is_flag=True, help="The village is a new one, though its name is nearly that of another.")
def invite(role: "RoleName", plan: str | None, village: str | None, *, new: bool) -> None:
    """Print a link that gives one person a role, once, within 14 days."""
    from bot.clock import SystemClock
    from bot.errands import ErrandError, see_to
    from bot.known_villages import require_no_slip
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings(os.environ)
        errand = _errand(settings, role, plan, village)
        if errand.plan and errand.village and not new:
            require_no_slip(settings.database, errand.plan, errand.village)
        username = see_to(errand, settings.database, now=SystemClock(settings.timezone).now())
    except (SettingsError, ErrandError) as error:
        raise click.UsageError(str(error)) from error
    if username:
        click.echo(f"https://t.me/{username}?start={errand.token}")
    else:
        click.echo(f"/start {errand.token}")
        click.echo("The bot has not run yet, so its name is not known: the newcomer sends it this line.", err=True)


def _errand(settings: "Settings", role: "RoleName", plan: str | None, village: str | None) -> "Errand":
    """What is to be made, once everything about it is right."""
    from bot.errands import Errand
    from knowledge.library import Library
    from storage.invitations import new_token

    if (plan is None) is not (role == "admin"):
        raise click.UsageError("An admin has no --plan; everybody else needs one.")
    if village is not None and role != "collaborator":
        raise click.UsageError("Only a collaborator has a --village.")
    if plan is not None:
        plans = Library.load(settings.plans).plans
        if plan not in plans:
            raise click.BadParameter(f"there is no plan {plan!r}.", param_hint="--plan")
        if role == "collaborator" and village is None and plans[plan].village_term:
            raise click.UsageError(f"Say for which {plans[plan].village_term}: --village NAME.")
    return Errand(new_token(), role, plan, _official(village))


def _official(village: str | None) -> str | None:
    """The name of one village as it is to be shown."""
    if village is None:
        return None
    try:
        (name,) = parse_village_names(village)
    except ValueError as error:
        raise click.BadParameter(f"{village!r} is not the name of one village.", param_hint="--village") from error
    return name
