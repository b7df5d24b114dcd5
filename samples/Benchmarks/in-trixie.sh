#!/usr/bin/env bash
# Runs a command in the Debian 13 that install-peers.sh has created, in which this machine's .NET and this clone are mounted at their paths:
#
#   dotnet build -c Release samples/Benchmarks
#   samples/Benchmarks/in-trixie.sh dotnet samples/Benchmarks/bin/Release/net10.0/Benchmarks.dll --quick --only C.forward
#
# The whole benchmark runs there, so that all peers share one C library. OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which restrict older builds of
# OpenBLAS, are removed: this build detects the processor.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/installed/trixie
clone=$(cd "$here/../.." && pwd)
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")

[ -e "$root/complete" ] || { echo "There is no Debian 13 yet: samples/Benchmarks/install-peers.sh creates it." >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || exec sudo "PATH=$PATH" "$0" "$@"

# The mounts are private to this process, and end with it.
exec unshare --mount bash -euo pipefail -c '
    root=$1 dotnet=$2 clone=$3 folder=$4
    shift 4
    mkdir -p "$root$dotnet" "$root$clone"
    for place in "$dotnet" "$clone"; do mount --bind "$place" "$root$place"; done
    for place in /proc /sys /dev; do mount --rbind "$place" "$root$place"; done
    exec chroot "$root" env --chdir="$folder" -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE PATH="$dotnet:/usr/bin:/bin" DOTNET_ROOT="$dotnet" "$@"
' in-trixie "$root" "$dotnet" "$clone" "$PWD" "$@"
