"""Run by Alembic for each command: works on the connection it is given (bot.migrations), never on one of its own."""

from __future__ import annotations

from alembic import context

from bot.migrations import is_ours, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    include_name=is_ours,
    compare_type=True,
    render_as_batch=True,
    user_module_prefix="columns.",
)
with context.begin_transaction():
    context.run_migrations()
