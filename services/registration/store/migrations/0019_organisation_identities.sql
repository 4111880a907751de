-- additive: nobody before it looks at the new table. What an older build beside it merges is not in it.

-- Who has said that two organisations are one, or that they are two, when and why: once of each of both.
CREATE TABLE organisation_identities (
  organisation_id       TEXT   NOT NULL,
  id                    TEXT   NOT NULL,  -- in the order in which it was said
  identity              BIGINT NOT NULL,
  other_organisation_id TEXT   NOT NULL,
  reason                TEXT   NOT NULL,
  said_by               TEXT   NOT NULL,  -- the subject of a token
  said_at               BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) WITHOUT ROWID;
