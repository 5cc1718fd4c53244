"""Consent, and what is kept of a user across chats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of consents and profiles."""
    op.create_table(
        "chatrec_consents",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "chatrec_profiles",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("catalog", sa.Text, primary_key=True),
        sa.Column("preferences", sa.Text, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
    )
