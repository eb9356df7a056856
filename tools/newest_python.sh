#!/bin/sh
# Print the newest Python that really runs: a version manager may offer names that do not.
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys, ssl, sqlite3, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "Python 3.11, 3.12 or 3.13 is needed, and none of them runs here. Install one, then try again." >&2
exit 1
