"""What a restored database says of itself: all is paused, all doors are shut, no clock of old ticks."""

from __future__ import annotations

WHY = (
    "The database was restored. Posts sent since the backup are out, though it does not know them: "
    "compare the accounts with the desk, then resume."
)
#: Who was shut out after the copy was made is not let in again by what she had in her hands then.
SHUT = "the database was restored"
#: The time of the pause, in each database's own words.
NOW = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "clock_timestamp()",
}
_STATEMENTS = """
DELETE FROM django_session;
DELETE FROM thread_signedin;
INSERT INTO thread_move (newsroom_id, subject, "before", "after", why, at)
    SELECT id, 'sessions', '', 'all ended', '{shut}', {now} FROM thread_newsroom;
INSERT INTO thread_move (newsroom_id, subject, "before", "after", why, at)
    SELECT newsroom_id, CASE WHEN role IN ('password', 'both') THEN 'password' ELSE 'invite' END,
        role, 'ended', email || ': {shut}', {now}
    FROM thread_invite WHERE used_at IS NULL;
DELETE FROM thread_invite WHERE used_at IS NULL;
INSERT INTO thread_pause (newsroom_id, scope, why, at)
    SELECT id, 'all', '{why}', {now} FROM thread_newsroom;
INSERT INTO thread_move (newsroom_id, subject, "before", "after", why, at)
    SELECT id, 'pause', '', 'all paused', '{why}', {now} FROM thread_newsroom;
DELETE FROM thread_beat;
"""


def maintenance_sql(vendor: str) -> str:
    """SQL that goes with the restored rows, before anybody can see them.

    It is written by hand because the rows may be older than this program's tables.
    """
    return _STATEMENTS.format(why=WHY, shut=SHUT, now=NOW[vendor])
