#!/usr/bin/env bash
# Makes a role and a database of the same name, opora_<service>, for each service that has none, and sets the role's
# password to that of the variable <SERVICE>_PASSWORD. Nobody else may connect to the database.
#
# Whatever the server writes down of others, it writes down no statement of theirs: what stands in them is names, or
# answers of which nobody may know when they came. Feedback does not start where it would (STATEMENTS_WRITTEN_DOWN).
#
# Usage: databases.sh SERVICE…, with PostgreSQL's own variables saying where it is
set -euo pipefail
for service in "$@"; do
  variable=${service^^}_PASSWORD
  [[ -n ${!variable:-} ]] || { echo "databases.sh: $variable is not set." >&2 && exit 1; }
  # Through standard input: a command line could be read by others.
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=name="opora_$service" <<SQL
\getenv password $variable
SELECT format('CREATE ROLE %I LOGIN', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'name', :'password') \gexec
SELECT format('ALTER ROLE %I SET %s TO %L', :'name', setting, value) FROM (VALUES
    ('log_statement', 'none'), ('log_duration', 'off'), ('log_min_duration_statement', '-1'),
    ('log_min_duration_sample', '-1'), ('log_transaction_sample_rate', '0'), ('log_statement_stats', 'off'),
    ('log_parser_stats', 'off'), ('log_planner_stats', 'off'), ('log_executor_stats', 'off'),
    ('debug_print_parse', 'off'), ('debug_print_rewritten', 'off'), ('debug_print_plan', 'off')
  ) AS quiet (setting, value) \gexec
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0', :'name', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
  echo "opora_$service is there"
done
