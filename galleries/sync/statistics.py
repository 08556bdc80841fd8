"""PostgreSQL's statistics of tables that grow fast while they are young.

It plans by them. Autovacuum renews them within some minutes, but in a new installation hundreds of
rows are copied in the first seconds: without statistics a page of an album, which asks ten tables
who may see what, was planned as loops inside loops and took minutes.
"""

from django.apps import apps
from django.db import connection

YOUNG = 100_000  # rows; autovacuum is soon enough for what a larger table gains
# In words: half as many rows again as there were, and more than a few.
_OUTGROWN = """
    SELECT relname FROM pg_stat_user_tables
    WHERE relname = ANY(%s) AND n_live_tup < %s
      AND n_mod_since_analyze > 200 + greatest(n_live_tup - n_mod_since_analyze, 0) / 2
"""


def renew_statistics() -> list[str]:
    """Analyse the young tables that have outgrown what is known of them; their names.

    Nothing on SQLite, which plans well enough without.
    """
    if connection.vendor != "postgresql":
        return []
    ours = [model._meta.db_table for model in apps.get_models()]
    with connection.cursor() as cursor:
        cursor.execute(_OUTGROWN, [ours, YOUNG])
        outgrown = [name for (name,) in cursor.fetchall()]
        if outgrown:
            tables = ", ".join(connection.ops.quote_name(name) for name in outgrown)
            # What somebody else analyses just now is passed over.
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {tables}")
    return outgrown
