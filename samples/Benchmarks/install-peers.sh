#!/usr/bin/env bash
# Installs the peers that .NET doesn't bring: OpenBLAS and PyTorch from Debian, ONNX Runtime's library from npm (into node_modules, which git ignores).
# One that can't be had is left out; the benchmark then says so.
set -uo pipefail
cd "$(dirname "$0")"

privileged=()
[ "$(id -u)" -eq 0 ] || privileged=(sudo)

# --ignore-scripts: the package's own install script would fetch GPU libraries; the CPU's is in the package.
onnxruntime() { npm install --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --prefix . onnxruntime-node@1.30.0; }
debian() { "${privileged[@]}" apt-get install -y --no-install-recommends "$1"; }

"${privileged[@]}" apt-get update || echo "The package lists could not be brought up to date."
for peer in "debian libopenblas0-pthread" "debian python3-torch" "onnxruntime"; do
    $peer || echo "Left out: $peer."
done
