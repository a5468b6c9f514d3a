"""Content facts of single pages; longer nouns."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_records",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_page_records_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "noun", "address_id", name=op.f("pk_page_records")),
    )
    with op.batch_alter_table("records") as records:
        records.alter_column("noun", type_=sa.String(length=32), existing_type=sa.String(length=16))
