"""Sessions and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of sessions and turns."""
    op.create_table(
        "chatrec_sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text),
        sa.Column("catalog", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("revision", sa.String(32), nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
    )
    op.create_index("chatrec_sessions_by_owner", "chatrec_sessions", ["owner", "updated"])
    op.create_index("chatrec_sessions_by_age", "chatrec_sessions", ["updated"])
    op.create_table(
        "chatrec_turns",
        sa.Column(
            "session_id",
            sa.Text,
            sa.ForeignKey("chatrec_sessions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("session_id", "number", name="chatrec_turns_by_number"),
        sa.UniqueConstraint("session_id", "message_id", name="chatrec_turns_by_message"),
    )
