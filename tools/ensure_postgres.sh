#!/bin/sh
# The database server for the tests of the record: installed from the distribution's packages where that is allowed.
have_server() {
    for program in /usr/lib/postgresql/*/bin/postgres; do
        [ -x "$program" ] && return 0
    done
    return 1
}
have_server && exit 0
if [ -x /usr/bin/apt-get ] && [ "$(id -u)" = 0 ]; then
    echo "Installing PostgreSQL for the tests of the record"
    export DEBIAN_FRONTEND=noninteractive
    # The tests start a server of their own: the one that the package would make and start is not wanted.
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common) >/dev/null 2>&1
    [ -f /etc/postgresql-common/createcluster.conf ] &&
        sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1
    have_server && exit 0
fi
echo "No PostgreSQL here and it may not be installed: the tests on it will be skipped." >&2
exit 0
