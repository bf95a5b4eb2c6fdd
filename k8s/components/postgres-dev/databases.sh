# Runs once, on an empty volume: a database with an owner and an application role for each service, and each role in its own
# database only. The image's entry point sources this file.
for name in ingest scoring qpi aip; do
  upper=$(echo "$name" | tr a-z A-Z)
  eval "owner=\$${upper}_OWNER_PASSWORD application=\$${upper}_APP_PASSWORD"
  psql -v ON_ERROR_STOP=1 -U postgres -v owner="$owner" -v application="$application" <<END
CREATE ROLE ${name}_owner LOGIN PASSWORD :'owner';
CREATE ROLE ${name}_app LOGIN PASSWORD :'application';
CREATE DATABASE $name OWNER ${name}_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE $name FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE $name TO ${name}_app;
END
done
# What the role of the sensitive listings asks and is told is never logged.
psql -v ON_ERROR_STOP=1 -U postgres -v sensitive="$INGEST_SENSITIVE_PASSWORD" <<'END'
CREATE ROLE ingest_sensitive LOGIN PASSWORD :'sensitive';
GRANT CONNECT ON DATABASE ingest TO ingest_sensitive;
ALTER ROLE ingest_sensitive SET log_statement = 'none';
ALTER ROLE ingest_sensitive SET log_min_duration_statement = -1;
ALTER ROLE ingest_sensitive SET log_min_error_statement = 'panic';
ALTER ROLE ingest_sensitive SET log_min_messages = 'panic';
END
