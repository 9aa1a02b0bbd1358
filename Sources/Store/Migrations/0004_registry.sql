-- Who lives where, and how she is found.

CREATE TABLE home (
  home_key {KEY},
  id {BYTES} NOT NULL,
  community_key {INT} NOT NULL REFERENCES place (place_key),
  grid_key {INT} REFERENCES place (place_key),
  compound {TEXT} NOT NULL,
  building {TEXT} NOT NULL,
  unit {TEXT} NOT NULL,
  room {TEXT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX home_id_key ON home (id);
CREATE UNIQUE INDEX home_address_key ON home (community_key, building, unit, room, compound);

-- A household lives in a home; members hold from one day to another. The head is the member whose relation is 'head'.
CREATE TABLE household (
  household_key {KEY},
  id {BYTES} NOT NULL,
  home_key {INT} NOT NULL REFERENCES home (home_key),
  number {TEXT} NOT NULL
) {STRICT};
CREATE UNIQUE INDEX household_id_key ON household (id);
CREATE INDEX household_home ON household (home_key);

-- A person of the registry. place_key: the grid of her home, or else her community.
-- document: the number of another paper (passport, permit), or a doubtful ID number kept as text, never an identity.
-- Sealed columns name the key that sealed them; *_index columns are keyed digests for equality.
CREATE TABLE person (
  person_key {KEY},
  id {BYTES} NOT NULL,
  compartment_key {INT} NOT NULL REFERENCES compartment (compartment_key),
  community_key {INT} NOT NULL REFERENCES place (place_key),
  place_key {INT} NOT NULL REFERENCES place (place_key),
  home_key {INT} REFERENCES home (home_key),
  name {TEXT} NOT NULL CONSTRAINT person_name_check CHECK (length(name) BETWEEN 1 AND 100),
  sex {INT} NOT NULL CONSTRAINT person_sex_check CHECK (sex IN (0, 1, 2, 9)),
  birth_date {TEXT},
  id_number_sealed {BYTES},
  id_number_index {BYTES},
  id_number_masked {TEXT},
  document_kind {TEXT} CONSTRAINT person_document_kind_check CHECK (document_kind IN ('otherPaper', 'doubtful')),
  document_sealed {BYTES},
  document_masked {TEXT},
  version {INT} NOT NULL,
  created_at {INT} NOT NULL,
  changed_at {INT} NOT NULL,
  merged_into_key {INT} REFERENCES person (person_key),
  CONSTRAINT person_id_number_check CHECK
    ((id_number_sealed IS NULL) = (id_number_index IS NULL) AND (id_number_sealed IS NULL) = (id_number_masked IS NULL)),
  CONSTRAINT person_document_check CHECK
    ((document_sealed IS NULL) = (document_kind IS NULL) AND (document_sealed IS NULL) = (document_masked IS NULL))
) {STRICT};
CREATE UNIQUE INDEX person_id_key ON person (id);
CREATE UNIQUE INDEX person_id_number_key ON person (compartment_key, id_number_index);
CREATE INDEX person_home ON person (home_key);
CREATE INDEX person_community ON person (community_key, person_key);

CREATE TABLE household_member (
  household_key {INT} NOT NULL REFERENCES household (household_key),
  person_key {INT} NOT NULL REFERENCES person (person_key),
  relation {TEXT} NOT NULL,
  valid_from {TEXT} NOT NULL,
  valid_to {TEXT},
  PRIMARY KEY (household_key, person_key, valid_from)
) {STRICT};
CREATE INDEX household_member_person ON household_member (person_key);

-- What people call her.
CREATE TABLE alias (
  person_key {INT} NOT NULL REFERENCES person (person_key),
  alias {TEXT} NOT NULL,
  source {TEXT} NOT NULL,
  since {TEXT} NOT NULL,
  PRIMARY KEY (person_key, alias)
) {STRICT};

CREATE TABLE phone (
  phone_key {KEY},
  id {BYTES} NOT NULL,
  person_key {INT} NOT NULL REFERENCES person (person_key),
  label {TEXT} NOT NULL,
  number_sealed {BYTES} NOT NULL,
  number_index {BYTES} NOT NULL,
  masked {TEXT} NOT NULL,
  source {TEXT} NOT NULL,
  since {TEXT} NOT NULL,
  until {TEXT}
) {STRICT};
CREATE UNIQUE INDEX phone_id_key ON phone (id);
CREATE UNIQUE INDEX phone_number_key ON phone (person_key, number_index, since);
CREATE INDEX phone_number ON phone (number_index, person_key);

CREATE TABLE tag (
  person_key {INT} NOT NULL REFERENCES person (person_key),
  tag {TEXT} NOT NULL,
  source {TEXT} NOT NULL,
  since {TEXT} NOT NULL,
  until {TEXT},
  PRIMARY KEY (person_key, tag, since)
) {STRICT};

-- Somebody to be told or asked in her place: daughter, neighbour, guardian.
CREATE TABLE contact (
  contact_key {KEY},
  id {BYTES} NOT NULL,
  person_key {INT} NOT NULL REFERENCES person (person_key),
  name {TEXT} NOT NULL,
  relation {TEXT} NOT NULL,
  number_sealed {BYTES} NOT NULL,
  masked {TEXT} NOT NULL,
  since {TEXT} NOT NULL,
  until {TEXT}
) {STRICT};
CREATE UNIQUE INDEX contact_id_key ON contact (id);
CREATE INDEX contact_person ON contact (person_key);

-- The inverted index of the search: a term, by the place in whose reach it is found (a community, or a district and above).
-- kind: what the term is taken from (Registry/Search/TermKind). Secrets stand as keyed digests in hex.
CREATE TABLE person_term (
  scope_key {INT} NOT NULL REFERENCES place (place_key),
  term {CODE} NOT NULL,
  person_key {INT} NOT NULL REFERENCES person (person_key),
  kind {CODE} NOT NULL,
  PRIMARY KEY (scope_key, term, person_key, kind)
) {CLUSTERED};
CREATE INDEX person_term_person ON person_term (person_key, scope_key, term);

-- A list that came in, and the record that each of its rows brought; a record and a person are two things.
CREATE TABLE list_import (
  import_key {KEY},
  id {BYTES} NOT NULL,
  kind {TEXT} NOT NULL CONSTRAINT list_import_kind_check CHECK (kind IN ('residents', 'dispatch', 'history')),
  community_key {INT} REFERENCES place (place_key),
  file_name {TEXT} NOT NULL,
  file_digest {BYTES} NOT NULL,
  received {INT} NOT NULL,
  accepted {INT} NOT NULL,
  fixed {INT} NOT NULL,
  to_review {INT} NOT NULL,
  rejected {INT} NOT NULL,
  skipped {INT} NOT NULL,
  account_key {INT} REFERENCES account (account_key),
  taken_at {INT} NOT NULL,
  CONSTRAINT list_import_balance_check CHECK (received = accepted + fixed + to_review + rejected + skipped)
) {STRICT};
CREATE UNIQUE INDEX list_import_id_key ON list_import (id);
CREATE INDEX list_import_digest ON list_import (file_digest);

CREATE TABLE list_record (
  import_key {INT} NOT NULL REFERENCES list_import (import_key),
  sheet {INT} NOT NULL,
  row {INT} NOT NULL,
  outcome {TEXT} NOT NULL CONSTRAINT list_record_outcome_check
    CHECK (outcome IN ('accept', 'fix', 'review', 'reject', 'skip')),
  problems {TEXT} NOT NULL,
  content_sealed {BYTES},
  person_key {INT} REFERENCES person (person_key),
  matched_by {TEXT},
  PRIMARY KEY (import_key, sheet, row)
) {STRICT};
CREATE INDEX list_record_person ON list_record (person_key);
