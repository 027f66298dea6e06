#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume. The relay gets a role and a database of its
# own, and so cannot read Logto's.
set -e
psql --set ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password RELAY_DATABASE_PASSWORD
create role relay login password :'password';
create database relay owner relay;
SQL
