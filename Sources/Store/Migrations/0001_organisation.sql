-- Places, units, accounts and the posts held from one date to another (house decisions 9 and 10).

-- A place keeps its key for ever; its code and parent hold from one day to another.
CREATE TABLE place (
  place_key {KEY},
  code {CODE} NOT NULL,
  level {TEXT} NOT NULL CONSTRAINT place_level_check
    CHECK (level IN ('province', 'city', 'district', 'street', 'community', 'grid')),
  name {TEXT} NOT NULL,
  name_en {TEXT} NOT NULL,
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT}
) {STRICT};
CREATE UNIQUE INDEX place_code_key ON place (code, valid_from);

-- Every place with itself and all places above it, from one day to another: reach by index.
CREATE TABLE place_above (
  place_key {INT} NOT NULL REFERENCES place (place_key),
  above_key {INT} NOT NULL REFERENCES place (place_key),
  steps {INT} NOT NULL CONSTRAINT place_above_steps_check CHECK (steps >= 0),
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT},
  PRIMARY KEY (place_key, above_key, valid_from)
) {CLUSTERED};
CREATE INDEX place_above_below ON place_above (above_key, steps, place_key);

-- What became of a place: split and merge keep yesterday's counts true.
CREATE TABLE place_lineage (
  from_key {INT} NOT NULL REFERENCES place (place_key),
  to_key {INT} NOT NULL REFERENCES place (place_key),
  kind {TEXT} NOT NULL CONSTRAINT place_lineage_kind_check CHECK (kind IN ('split', 'merge', 'renumber')),
  day {TEXT} NOT NULL,
  PRIMARY KEY (from_key, to_key, day)
) {STRICT};

-- An office or organisation for which people act.
CREATE TABLE unit (
  unit_key {KEY},
  id {BYTES} NOT NULL,
  kind {TEXT} NOT NULL CONSTRAINT unit_kind_check CHECK (kind IN
    ('communityOffice', 'streetOffice', 'department', 'districtOffice', 'audit', 'operations', 'organisation')),
  department {TEXT},
  name {TEXT} NOT NULL,
  name_en {TEXT} NOT NULL,
  place_key {INT} NOT NULL REFERENCES place (place_key),
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT},
  CONSTRAINT unit_department_check CHECK ((kind = 'department') = (department IS NOT NULL))
) {STRICT};
CREATE UNIQUE INDEX unit_id_key ON unit (id);
CREATE UNIQUE INDEX unit_department_key ON unit (place_key, department, valid_from);

-- Who may sign in. The name never changes hands.
CREATE TABLE account (
  account_key {KEY},
  id {BYTES} NOT NULL,
  login {CODE} NOT NULL,
  name {TEXT} NOT NULL,
  password_hash {TEXT},
  password_due {INT} NOT NULL CONSTRAINT account_password_due_check CHECK (password_due IN (0, 1)),
  language {TEXT} NOT NULL DEFAULT 'zh',
  theme {TEXT} NOT NULL DEFAULT 'system',
  letter_size {TEXT} NOT NULL DEFAULT 'normal',
  single_keys {INT} NOT NULL DEFAULT 1 CONSTRAINT account_single_keys_check CHECK (single_keys IN (0, 1)),
  created_at {INT} NOT NULL,
  closed_at {INT}
) {STRICT};
CREATE UNIQUE INDEX account_id_key ON account (id);
CREATE UNIQUE INDEX account_login_key ON account (login);

-- A post: an account acts for a unit in a role, in the reach of a place, from one day to another.
CREATE TABLE assignment (
  assignment_key {KEY},
  id {BYTES} NOT NULL,
  account_key {INT} NOT NULL REFERENCES account (account_key),
  unit_key {INT} NOT NULL REFERENCES unit (unit_key),
  role {TEXT} NOT NULL,
  place_key {INT} NOT NULL REFERENCES place (place_key),
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT},
  lent_from_key {INT} REFERENCES assignment (assignment_key)
) {STRICT};
CREATE UNIQUE INDEX assignment_id_key ON assignment (id);
CREATE UNIQUE INDEX assignment_post_key ON assignment (account_key, unit_key, role, place_key, valid_from);
CREATE INDEX assignment_unit ON assignment (unit_key, account_key);
