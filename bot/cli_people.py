"""The command that invites the first people: those in the bot invite the next ones with /moi."""

from typing import TYPE_CHECKING

import click

from bot.cli_given import WORDS, library_given, require_plan, settings_given
from bot.clock import SystemClock
from bot.refusals import refusals
from knowledge.figures.naming import parse_village_names

if TYPE_CHECKING:
    from bot.errands import Errand
    from bot.settings import Settings
    from storage.roles import RoleName

_ROLES = ("official", "collaborator", "staff", "admin")


@click.command()
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What the newcomer is to be.")
@click.option("--plan", type=WORDS, help="The plan, for instance tan-khai; an admin has none.")
@click.option("--village", type=WORDS, help="The village of a collaborator, for instance: Khu phố 3")
@click.option("--new", is_flag=True, help="The village is a new one, though its name is nearly that of another.")
def invite(role: "RoleName", plan: str | None, village: str | None, *, new: bool) -> None:
    """Print a link that gives one person a role, once, within 14 days."""
    from bot.errands import ErrandError, see_to
    from bot.known_villages import require_no_slip

    settings = settings_given()
    errand = _errand(settings, role, plan, village)
    with refusals(ErrandError):
        if errand.plan and errand.village and not new:
            require_no_slip(settings.database, errand.plan, errand.village)
        username = see_to(errand, settings.database, now=SystemClock(settings.timezone).now())
    if username:
        click.echo(f"https://t.me/{username}?start={errand.token}")
    else:
        click.echo(f"/start {errand.token}")
        click.echo("The bot has not run yet, so its name is not known: the newcomer sends it this line.", err=True)


def _errand(settings: "Settings", role: "RoleName", plan: str | None, village: str | None) -> "Errand":
    """What is to be made, once everything about it is right."""
    from bot.errands import Errand
    from storage.invitations import new_token

    if (plan is None) is not (role == "admin"):
        raise click.UsageError("An admin has no --plan; everybody else needs one.")
    if village is not None and role != "collaborator":
        raise click.UsageError("Only a collaborator has a --village.")
    if plan is not None:
        library = library_given(settings)
        require_plan(library, plan, "--plan")
        term = library.plans[plan].village_term
        if role == "collaborator" and village is None and term:
            raise click.UsageError(f"Say for which {term}: --village NAME.")
    return Errand(new_token(), role, plan, _official(village))


def _official(village: str | None) -> str | None:
    """The name of one village as it is to be shown."""
    if village is None:
        return None
    try:
        (name,) = parse_village_names(village)
    except ValueError as error:
        raise click.BadParameter(f"{village!r} is not the name of one village.", param_hint="'--village'") from error
    return name
