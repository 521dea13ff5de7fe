#!/bin/sh
# Run once by the postgres image, when its volume is new: an account for each of the two that keep data here.
set -eu

psql --set=ON_ERROR_STOP=1 --username=postgres <<'SQL'
\getenv rollcall ROLLCALL_DATABASE_PASSWORD
\getenv temporal TEMPORAL_DATABASE_PASSWORD
create role rollcall login password :'rollcall';
create role temporal login password :'temporal';
create database rollcall owner rollcall;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database rollcall, temporal, temporal_visibility from public;
SQL
