"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bodies',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('pack', sa.Text(), nullable=False),
    sa.Column('start', sa.BigInteger(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('length', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_bodies'))
    )
    op.create_table('runs',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('period', sa.String(length=6), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('target', sa.Text(), nullable=False),
    sa.Column('as_of', sa.String(length=32), nullable=False),
    sa.Column('started_at', sa.String(length=32), nullable=False),
    sa.Column('ended_at', sa.String(length=32), nullable=True),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('trouble', sa.String(length=32), nullable=True),
    sa.Column('settings', sa.Text(), nullable=False),
    sa.Column('coverage', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_runs')),
    sa.UniqueConstraint('period', 'round', 'target', name=op.f('uq_runs_period'))
    )
    op.create_table('addresses',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.BigInteger(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('fault', sa.String(length=16), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_addresses_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'id', name=op.f('pk_addresses')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_addresses_key'), 'addresses', ['key', 'run_id'], unique=False)
    op.create_table('examined',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.String(length=64), nullable=False),
    sa.Column('check_id', sa.String(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_examined_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'scheme', 'check_id', name=op.f('pk_examined'))
    )
    op.create_table('findings',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.String(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_findings_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'scheme', 'number', name=op.f('pk_findings'))
    )
    op.create_index(op.f('ix_findings_key'), 'findings', ['key'], unique=False)
    op.create_table('looks',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('address_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=40), nullable=False),
    sa.Column('method', sa.String(length=16), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('failure', sa.String(length=16), nullable=True),
    sa.Column('final_url', sa.Text(), nullable=True),
    sa.Column('content_type', sa.Text(), nullable=True),
    sa.Column('length', sa.BigInteger(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('elapsed_s', sa.Float(), nullable=True),
    sa.Column('signs', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_looks_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'address_id', 'at', name=op.f('pk_looks')),
    sqlite_with_rowid=False
    )
    op.create_table('pages',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('address_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('depth', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('answer', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('published', sa.String(length=32), nullable=True),
    sa.Column('published_from', sa.String(length=16), nullable=True),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('encoding', sa.String(length=32), nullable=True),
    sa.Column('rendered', sa.Boolean(), nullable=False),
    sa.Column('needs_browser', sa.String(length=32), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('text_length', sa.Integer(), nullable=False),
    sa.Column('template', sa.String(length=64), nullable=True),
    sa.Column('footer', sa.Text(), nullable=False),
    sa.Column('footer_seen', sa.Boolean(), nullable=False),
    sa.Column('metas', sa.Text(), nullable=False),
    sa.Column('ids', sa.Text(), nullable=False),
    sa.Column('items', sa.Integer(), nullable=False),
    sa.Column('newest', sa.String(length=10), nullable=True),
    sa.Column('doubts', sa.Text(), nullable=False),
    sa.Column('targets', sa.LargeBinary(), nullable=False),
    sa.Column('labels', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_pages_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'address_id', name=op.f('pk_pages'))
    )
    op.create_table('records',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('noun', sa.String(length=16), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_records_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'noun', 'number', name=op.f('pk_records'))
    )
    op.create_table('scorecards',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.String(length=64), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_scorecards_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'scheme', name=op.f('pk_scorecards'))
    )


def downgrade() -> None:
    op.drop_table('scorecards')
    op.drop_table('records')
    op.drop_table('pages')
    op.drop_table('looks')
    op.drop_index(op.f('ix_findings_key'), table_name='findings')
    op.drop_table('findings')
    op.drop_table('examined')
    op.drop_index(op.f('ix_addresses_key'), table_name='addresses')
    op.drop_table('addresses')
    op.drop_table('runs')
    op.drop_table('bodies')
