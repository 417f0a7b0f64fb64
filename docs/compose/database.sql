-- Foreword's role and database, as docs/postgresql.md has them. PostgreSQL's image runs this once, on an empty volume.
\set password `cat /run/secrets/database_password`
CREATE ROLE foreword LOGIN PASSWORD :'password';
CREATE DATABASE foreword OWNER foreword ENCODING 'UTF8' TEMPLATE template0;
