"""Who people are to the bot: invitations, roles, villages, and what a person may ask about themselves."""
