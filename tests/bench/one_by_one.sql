-- A registration as an ordinary program makes it: the statements of ours, one after the other, in a transaction of its
-- own. For pgbench; :session and :organisation are given, :n counts a client's transactions, so that keys rise.
-- The bench makes the function key().
\set n :n + 1
\set id :n * 1000 + :client_id
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock(7305808869232150899);
SELECT head, batch_time FROM lane WHERE id = 1 \gset
SELECT request_id, caller, method, request_hash, code, reason, message, response FROM answers WHERE request_id =
  key('r', :id) AND caller = 'bench-organisation' AND method = 'opora.registration.v1.RegisterGroupRequest';
SELECT session_id, region_id, capacity, starts_at, registration_ends_at, on_date FROM sessions WHERE session_id =
  :session;
SELECT organisation_id, name, kind, region_id FROM organisations WHERE organisation_id = :organisation;
SELECT confirmed_count, waiting_count, waiting_head_count, arrival_count, waiting_from, ended FROM seats WHERE
  session_id = :session;
SELECT group_id, session_id, organisation_id, head_count, status, arrival, named_count FROM groups_registered WHERE
  group_id = key('g', :id);
SELECT person_id, name, occupation FROM people WHERE person_id = key('p', :id);
SELECT session_id, person_id, group_id FROM attendees WHERE session_id = :session AND person_id = key('p', :id);
INSERT INTO people (person_id, name, occupation) VALUES (key('p', :id), 'Invented Person', 2) ON CONFLICT
  (person_id) DO UPDATE SET name = excluded.name, occupation = excluded.occupation;
INSERT INTO attendees (session_id, person_id, group_id) VALUES (:session, key('p', :id), key('g', :id)) ON CONFLICT
  (session_id, person_id) DO UPDATE SET group_id = excluded.group_id;
INSERT INTO groups_registered (group_id, session_id, organisation_id, head_count, status, arrival, named_count)
  VALUES (key('g', :id), :session, :organisation, 1, 1, :head + 1, 1) ON CONFLICT (group_id) DO UPDATE SET status =
  excluded.status, named_count = excluded.named_count;
INSERT INTO seats (session_id, confirmed_count, waiting_count, waiting_head_count, arrival_count, waiting_from,
  ended) VALUES (:session, 1, 0, 0, 1, 0, 0) ON CONFLICT (session_id) DO UPDATE SET confirmed_count =
  seats.confirmed_count + 1, waiting_count = excluded.waiting_count, waiting_head_count =
  excluded.waiting_head_count, arrival_count = seats.arrival_count + 1, waiting_from = excluded.waiting_from, ended
  = excluded.ended;
INSERT INTO outbox (position, time, type, key, payload) VALUES (:head + 1, :batch_time,
  'opora.registration.v1.GroupConfirmed', key('g', :id), decode(repeat('00', 160), 'hex'));
INSERT INTO answers (request_id, caller, method, request_hash, answered_at, code, reason, message, response) VALUES
  (key('r', :id), 'bench-organisation', 'opora.registration.v1.RegisterGroupRequest', decode(repeat('00', 16),
  'hex'), :batch_time, 0, '', '', decode('0801', 'hex'));
UPDATE lane SET head = :head + 1, batch_time = :batch_time WHERE id = 1;
COMMIT;
