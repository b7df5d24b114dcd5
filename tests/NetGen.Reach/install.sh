#!/usr/bin/env bash
# Installs the tools of this project's tests on Debian, as root: an emulator of Arm64 with the libraries that .NET needs there, Chromium, and strace.
# Playwright's driver is part of its package. Tools that cannot be installed are reported, and their tests are skipped.
set -uo pipefail
cd "$(dirname "$0")"
log=$(mktemp) libraries=$PWD/obj/arm64 status=0
trap 'rm -f "$log"' EXIT

# try WHAT COMMAND…: runs the command and reports a failure.
try() {
    local what=$1
    shift
    "$@" > "$log" 2>&1 || { tail -n 3 "$log"; echo "Not installed: $what."; status=1; return 1; }
}

# Uses a separate package index, so that the machine's own package configuration is unchanged.
unpack_libraries() {
    local lists packages=(libc6 libgcc-s1 libssl3 libstdc++6 zlib1g)
    lists=$(mktemp -d)
    local arm=(-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists/cache")
    mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial" "$lists/packages" \
        && apt-get "${arm[@]}" update \
        && (cd "$lists/packages" && apt-get "${arm[@]}" download "${packages[@]}") \
        && mkdir -p "$libraries.new" \
        && find "$lists/packages" -name '*.deb' -exec dpkg -x {} "$libraries.new" \; \
        && [ "$(find "$lists/packages" -name '*.deb' | wc -l)" -eq "${#packages[@]}" ] \
        && mv "$libraries.new" "$libraries"
    local status=$?
    rm -rf "$lists" "$libraries.new"
    return $status
}

packages=(qemu-user-static chromium strace)
if ! dpkg -s "${packages[@]}" > /dev/null 2>&1; then
    try 'an index of packages' apt-get update
    for package in "${packages[@]}"; do
        try "$package" apt-get install -y --no-install-recommends "$package"
    done
fi
[ -d "$libraries" ] || try 'libraries for Arm64' unpack_libraries
exit $status
