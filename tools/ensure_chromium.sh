#!/bin/sh
# The browser for the end-to-end tests: installed from the distribution's packages where that is allowed.
# The headless shell first: it draws no window, and a page costs half the time.
have() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
have chromium-headless-shell && exit 0
if [ -x /usr/bin/apt-get ] && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    for package in chromium-headless-shell chromium; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 && exit 0
        have chromium chromium-browser google-chrome && exit 0
    done
fi
have chromium chromium-browser google-chrome && exit 0
echo "No Chromium here and it may not be installed: the browser tests will be skipped." >&2
exit 0
