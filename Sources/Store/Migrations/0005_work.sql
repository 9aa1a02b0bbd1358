-- Rules as data, and the one kind of work order (house decisions 1, 5, 6, 7).

CREATE TABLE rule_document (
  document_key {KEY},
  id {BYTES} NOT NULL,
  kind {CODE} NOT NULL,
  place_key {INT} NOT NULL REFERENCES place (place_key),
  version {INT} NOT NULL,
  content {TEXT} NOT NULL,
  digest {BYTES} NOT NULL,
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT},
  approved_by_key {INT} REFERENCES account (account_key),
  approved_at {INT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX rule_document_id_key ON rule_document (id);
CREATE UNIQUE INDEX rule_document_version_key ON rule_document (kind, place_key, version);

-- Blocks of running numbers leased to a node or a device; gaps are allowed.
CREATE TABLE number_block (
  series {CODE} NOT NULL,
  place_key {INT} NOT NULL REFERENCES place (place_key),
  year {INT} NOT NULL,
  first {INT} NOT NULL,
  last {INT} NOT NULL,
  holder {BYTES} NOT NULL,
  leased_at {INT} NOT NULL,
  PRIMARY KEY (series, place_key, year, first),
  CONSTRAINT number_block_order_check CHECK (first <= last)
) {STRICT};

-- An order is the list of its acts; the columns from state on are folded from them in the same transaction.
CREATE TABLE work_order (
  order_key {KEY},
  id {BYTES} NOT NULL,
  number {CODE} NOT NULL,
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  item {CODE} NOT NULL,
  catalogue_key {INT} NOT NULL REFERENCES rule_document (document_key),
  calendar_key {INT} NOT NULL REFERENCES rule_document (document_key),
  hours_key {INT} NOT NULL REFERENCES rule_document (document_key),
  person_key {INT} NOT NULL REFERENCES person (person_key),
  place_key {INT} NOT NULL REFERENCES place (place_key),
  channel {TEXT} NOT NULL CONSTRAINT work_order_channel_check CHECK (channel IN ('window', 'visit', 'phone', 'online')),
  state {CODE} NOT NULL,
  owner_unit_key {INT} NOT NULL REFERENCES unit (unit_key),
  owner_account_key {INT} REFERENCES account (account_key),
  first_account_key {INT} NOT NULL REFERENCES account (account_key),
  accepted_at {INT} NOT NULL,
  due_at {INT},
  closed_at {INT},
  version {INT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX work_order_id_key ON work_order (id);
CREATE UNIQUE INDEX work_order_number_key ON work_order (number);
CREATE INDEX work_order_person ON work_order (person_key, order_key);

CREATE TABLE act (
  order_key {INT} NOT NULL REFERENCES work_order (order_key),
  ordinal {INT} NOT NULL CONSTRAINT act_ordinal_check CHECK (ordinal >= 1),
  id {BYTES} NOT NULL,
  verb {CODE} NOT NULL,
  account_key {INT} NOT NULL REFERENCES account (account_key),
  assignment_key {INT} NOT NULL REFERENCES assignment (assignment_key),
  unit_key {INT} NOT NULL REFERENCES unit (unit_key),
  to_unit_key {INT} REFERENCES unit (unit_key),
  happened_at {INT} NOT NULL,
  recorded_at {INT} NOT NULL,
  detail {TEXT} NOT NULL,
  text_sealed {BYTES},
  PRIMARY KEY (order_key, ordinal)
) {STRICT};
CREATE UNIQUE INDEX act_id_key ON act (id);

-- The queues in which an order stands, one row each, in the order in which they are read.
-- queue and holder: 'place' (each place at or above the order's), 'unit' (in whose hands it is), 'handed' (a unit that had
-- it and handed it on, and may still look), 'first' (the account that was asked first), 'done' (an account that handed it
-- on or closed it; always 'closed', by the time of that deed). standing: open or closed. rank: due time while open, closing
-- time downwards after.
CREATE TABLE order_queue (
  queue {CODE} NOT NULL CONSTRAINT order_queue_queue_check CHECK (queue IN ('place', 'unit', 'handed', 'first', 'done')),
  holder_key {INT} NOT NULL,
  standing {CODE} NOT NULL CONSTRAINT order_queue_standing_check CHECK (standing IN ('open', 'closed')),
  rank {INT} NOT NULL,
  order_key {INT} NOT NULL REFERENCES work_order (order_key),
  PRIMARY KEY (queue, holder_key, standing, rank, order_key)
) {CLUSTERED};
CREATE INDEX order_queue_order ON order_queue (order_key);
