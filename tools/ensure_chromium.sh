#!/bin/sh
# The browser for the end-to-end tests: installed from the distribution's packages where that is allowed.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ -x /usr/bin/apt-get ] && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) >/dev/null 2>&1 && exit 0
fi
echo "No Chromium here and it may not be installed: the browser tests will be skipped." >&2
exit 0
