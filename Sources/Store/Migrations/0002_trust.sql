-- Keys and the journal (house decisions 3 and 4).

-- Every row that holds personal data belongs to a compartment: the registry, one operation, one case.
CREATE TABLE compartment (
  compartment_key {KEY},
  name {CODE} NOT NULL,
  created_at {INT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX compartment_name_key ON compartment (name);

-- A compartment's keys, wrapped by an epoch key that lies outside every backup of the data.
CREATE TABLE compartment_secret (
  key_id {BYTES} NOT NULL PRIMARY KEY,
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  purpose {TEXT} NOT NULL CONSTRAINT compartment_secret_purpose_check CHECK (purpose IN ('seal', 'index')),
  epoch {INT} NOT NULL,
  wrapped {BYTES},
  created_at {INT} NOT NULL,
  retired_at {INT},
  destroyed_at {INT},
  CONSTRAINT compartment_secret_destroyed_check CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) {STRICT};
CREATE INDEX compartment_secret_of ON compartment_secret (compartment_key, purpose, created_at);

-- What happened, inserted in the transaction in which it happened. Nothing here is ever changed.
-- canonical: the bytes that digest covers; the columns after it repeat parts of them for finding.
CREATE TABLE event (
  event_key {KEY},
  id {BYTES} NOT NULL,
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  canonical {BYTES} NOT NULL,
  digest {BYTES} NOT NULL,
  action {CODE} NOT NULL,
  subject_kind {CODE} NOT NULL,
  subject_id {BYTES} NOT NULL,
  account_key {INT} REFERENCES account (account_key),
  place_key {INT} REFERENCES place (place_key),
  recorded_at {INT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX event_id_key ON event (id);
CREATE INDEX event_subject ON event (subject_kind, subject_id, event_key);
CREATE INDEX event_account ON event (account_key, event_key);

-- Events that the sealer has not placed yet: a small queue.
CREATE TABLE event_unsealed (
  event_key {INT} NOT NULL PRIMARY KEY REFERENCES event (event_key)
) {STRICT};

-- The one order that comes after: dense positions from 1, a stream per compartment.
CREATE TABLE event_position (
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  position {INT} NOT NULL CONSTRAINT event_position_check CHECK (position >= 1),
  event_key {INT} NOT NULL REFERENCES event (event_key),
  PRIMARY KEY (compartment_key, position)
) {STRICT};
CREATE UNIQUE INDEX event_position_event_key ON event_position (event_key);

-- Hashes of the Merkle tree's complete subtrees (RFC 6962): level 0 are leaves.
CREATE TABLE tree_node (
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  level {INT} NOT NULL,
  number {INT} NOT NULL,
  hash {BYTES} NOT NULL,
  PRIMARY KEY (compartment_key, level, number)
) {STRICT};

-- Signed heads.
CREATE TABLE tree_head (
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  size {INT} NOT NULL,
  root {BYTES} NOT NULL,
  signed_at {INT} NOT NULL,
  key_id {BYTES} NOT NULL,
  signature {BYTES} NOT NULL,
  PRIMARY KEY (compartment_key, size)
) {STRICT};

-- Work that one node does at a time (sealing, folding): who has it and until when.
CREATE TABLE lease (
  name {CODE} NOT NULL PRIMARY KEY,
  holder {BYTES} NOT NULL,
  until {INT} NOT NULL
) {STRICT};
