-- Counted where it happened (house decision 8).

-- Deltas are inserted in the transaction that they count; the folder adds them up afterwards.
CREATE TABLE tally_delta (
  delta_key {KEY},
  place_key {INT} NOT NULL REFERENCES place (place_key),
  day {CODE} NOT NULL,
  kind {CODE} NOT NULL,
  item {CODE} NOT NULL,
  amount {INT} NOT NULL
) {STRICT};

-- Folded, for the place where it happened and for every place above it.
CREATE TABLE tally (
  place_key {INT} NOT NULL REFERENCES place (place_key),
  day {CODE} NOT NULL,
  kind {CODE} NOT NULL,
  item {CODE} NOT NULL,
  amount {INT} NOT NULL,
  PRIMARY KEY (place_key, day, kind, item)
) {CLUSTERED};

-- What history files brought, so that tallies can be proved by a rebuild: one row a counted fact.
CREATE TABLE history_fact (
  import_key {INT} NOT NULL REFERENCES list_import (import_key),
  row {INT} NOT NULL,
  place_key {INT} NOT NULL REFERENCES place (place_key),
  happened_at {INT} NOT NULL,
  kind {CODE} NOT NULL,
  item {CODE} NOT NULL,
  PRIMARY KEY (import_key, row)
) {STRICT};
