INSERT INTO thread_revision (id, thread_id, rev, content, why, made_by_id, made_at, seal_hash, sealed_by_id, sealed_at)
SELECT t.id, t.id, 1, %(content)s::jsonb, '', t.made_by_id, t.due_at, '', t.made_by_id, t.due_at
FROM thread_thread t WHERE t.id BETWEEN %(first)s AND %(last)s;

INSERT INTO thread_post (public_id, thread_id, position, state, key, remote_id, url, cid, said, tries, posted_at)
SELECT 'p' || t.id || '-' || n, t.id, n,
       CASE WHEN t.state IN ('sending', 'needs_editor') AND n > 3 THEN 'waiting' ELSE 'posted' END,
       '', n::text, 'http://127.0.0.1/x/' || t.id, '', '', 1, t.due_at
FROM thread_thread t, generate_series(1, %(posts)s) n
WHERE t.id BETWEEN %(first)s AND %(last)s
  AND t.state IN ('sending', 'needs_editor', 'posted', 'closed_out', 'taken_down');

INSERT INTO thread_call (account_id, thread_id, post_id, kind, token, epoch, body, started_at, ended_at, outcome, said, remote_id, absences)
SELECT t.account_id, t.id, p.id, 'post', '', 1, '{}'::jsonb, t.due_at, t.due_at, 'done', '', '', 0
FROM thread_post p JOIN thread_thread t ON t.id = p.thread_id
WHERE t.id BETWEEN %(first)s AND %(last)s;

INSERT INTO thread_move (newsroom_id, subject, thread_id, at, before, after, why)
SELECT a.newsroom_id, CASE WHEN n < 6 THEN 'thread' ELSE 'post' END, t.id, t.due_at, 'approved',
       CASE WHEN n = 5 THEN t.state ELSE 'scheduled' END, ''
FROM thread_thread t JOIN thread_account a ON a.id = t.account_id, generate_series(1, 12) n
WHERE t.id BETWEEN %(first)s AND %(last)s;

SELECT setval(pg_get_serial_sequence('thread_article', 'id'), (SELECT max(id) FROM thread_article));
SELECT setval(pg_get_serial_sequence('thread_thread', 'id'), (SELECT max(id) FROM thread_thread));
SELECT setval(pg_get_serial_sequence('thread_revision', 'id'), (SELECT max(id) FROM thread_revision))
