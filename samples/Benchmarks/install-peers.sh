#!/usr/bin/env bash
# Installs the peers that are not part of .NET into installed/, which git ignores: ONNX Runtime from NuGet; OpenBLAS 0.3.29, PyTorch 2.6 and gcc in a separate
# Debian 13, where in-trixie.sh runs the benchmark. Peers that can't be installed are skipped; the benchmark reports them.
set -uo pipefail
cd "$(dirname "$0")"

privileged=()
[ "$(id -u)" -eq 0 ] || privileged=(sudo)

onnxruntime() { dotnet restore Peers/OnnxRuntime.proj; }

# In a separate mount namespace: debootstrap mounts the new system's /proc, and may leave it.
trixie() {
    [ ! -e installed/trixie/complete ] || return 0
    "${privileged[@]}" apt-get update || echo "The package lists could not be brought up to date."
    "${privileged[@]}" apt-get install -y --no-install-recommends debootstrap || return
    "${privileged[@]}" rm -rf --one-file-system installed/trixie
    "${privileged[@]}" unshare --mount debootstrap --variant=minbase --include=libopenblas0-pthread,python3-torch,gcc,libc6-dev trixie "$PWD/installed/trixie" &&
        "${privileged[@]}" touch installed/trixie/complete
}

mkdir -p installed
for peer in onnxruntime trixie; do
    $peer || echo "Not installed: $peer."
done
