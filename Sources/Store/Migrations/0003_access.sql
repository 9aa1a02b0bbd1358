-- Sign-in, tokens, throttling, and answers kept under their Idempotency-Key.

CREATE TABLE session (
  session_key {KEY},
  id {BYTES} NOT NULL,
  secret_digest {BYTES} NOT NULL,
  csrf {TEXT} NOT NULL,
  account_key {INT} NOT NULL REFERENCES account (account_key),
  assignment_key {INT} NOT NULL REFERENCES assignment (assignment_key),
  agent {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  seen_at {INT} NOT NULL,
  rotated_at {INT} NOT NULL,
  ended_at {INT}
) {STRICT};
CREATE UNIQUE INDEX session_id_key ON session (id);
CREATE UNIQUE INDEX session_secret_key ON session (secret_digest);
CREATE INDEX session_account ON session (account_key, ended_at, seen_at);

CREATE TABLE api_token (
  token_key {KEY},
  id {BYTES} NOT NULL,
  secret_digest {BYTES} NOT NULL,
  account_key {INT} NOT NULL REFERENCES account (account_key),
  assignment_key {INT} NOT NULL REFERENCES assignment (assignment_key),
  scope {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  expires_at {INT} NOT NULL,
  ended_at {INT}
) {STRICT};
CREATE UNIQUE INDEX api_token_id_key ON api_token (id);
CREATE UNIQUE INDEX api_token_secret_key ON api_token (secret_digest);
CREATE INDEX api_token_account ON api_token (account_key, created_at);

-- Failed sign-ins, counted per name and address together, so that nobody can lock another out.
CREATE TABLE sign_in_failure (
  subject {BYTES} NOT NULL PRIMARY KEY,
  failures {INT} NOT NULL,
  last_at {INT} NOT NULL
) {STRICT};
CREATE INDEX sign_in_failure_age ON sign_in_failure (last_at);

-- The first answer to a write, given again when it is sent again.
CREATE TABLE kept_answer (
  account_key {INT} NOT NULL REFERENCES account (account_key),
  idempotency_key {BYTES} NOT NULL,
  request_digest {BYTES} NOT NULL,
  answer {BYTES} NOT NULL,
  kept_at {INT} NOT NULL,
  PRIMARY KEY (account_key, idempotency_key)
) {STRICT};
CREATE INDEX kept_answer_age ON kept_answer (kept_at);
