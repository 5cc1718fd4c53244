"""Deletions: what was deleted lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of deletions."""
    op.create_table(
        "chatrec_deletions",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
    )
