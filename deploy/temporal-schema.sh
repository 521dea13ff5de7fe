#!/bin/sh
# Bring the Temporal server's tables to the layout of this release. The databases exist; the address is in SQL_...
set -eu

for pair in temporal:temporal temporal_visibility:visibility; do
    database=${pair%%:*}
    layout=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
    # Refused where it has been done before; whatever else is wrong then stops the next line.
    temporal-sql-tool --db "$database" setup-schema -v 0.0 || true
    temporal-sql-tool --db "$database" update-schema -d "$layout"
done
