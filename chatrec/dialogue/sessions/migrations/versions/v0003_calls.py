"""Calls of models: what each took."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of calls."""
    op.create_table(
        "chatrec_calls",
        sa.Column("session_id", sa.Text, sa.ForeignKey("chatrec_sessions.id", ondelete="SET NULL")),
        sa.Column("turn", sa.Integer),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("ms", sa.Double, nullable=False),
        sa.Column("prompt_tokens", sa.Integer, nullable=False),
        sa.Column("completion_tokens", sa.Integer, nullable=False),
        sa.Column("cached_tokens", sa.Integer, nullable=False),
        sa.Column("estimated", sa.Boolean, nullable=False),
        sa.Column("cost", sa.Double),
        sa.Column("repaired", sa.Boolean, nullable=False),
    )
    op.create_index("chatrec_calls_by_session", "chatrec_calls", ["session_id"])
    op.create_index("chatrec_calls_by_day", "chatrec_calls", ["day", "cost"])
