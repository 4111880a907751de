#!/usr/bin/env bash
# Makes a role and a database of the same name, opora_<service>, for each service that has none, and sets the role's
# password to that of the variable <SERVICE>_PASSWORD. Nobody else may connect to the database.
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
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0', :'name', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
  echo "opora_$service is there"
done
