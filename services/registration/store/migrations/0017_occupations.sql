-- additive: nobody before it looks at the new table. What an older build beside it puts on a roster has the occupation
-- that the person was introduced with, as all of it had.

-- What somebody works as at an organisation, where that is another thing than what they were introduced as.
CREATE TABLE roster_occupations (
  person_id       TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,
  from_date       TEXT   NOT NULL,  -- of the time there, as in roster
  occupation      BIGINT NOT NULL,
  PRIMARY KEY (person_id, organisation_id, from_date)
) WITHOUT ROWID;
