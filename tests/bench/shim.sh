#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a shim adds to starting a tool, beside what pyenv's shims add, in one run. Prints medians; asserts nothing.
# usage: tests/bench/shim.sh BUILD_DIRECTORY [ROUNDS]      (build the target compare_start and a release build first)
set -euo pipefail
build=$(cd "$1" && pwd)
rounds=${2:-500}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

prefix=$root/environments/12.4.1
mkdir -p "$prefix/bin" "$prefix/.cudaenv" "$root/shims" "$root/project/a/b"
printf 'cudaenv-activation 1\ntoolkit 12.4.1\npath bin\nlibrary-path lib64\nset CUDA_HOME .\n' >"$prefix/.cudaenv/activation"
cp "$(type -P true)" "$prefix/bin/nvcc"
ln -s "$build/src/cudaenv-shim" "$root/shims/nvcc"
echo 12.4 >"$root/project/.cudaenv"
contenders=("direct=$prefix/bin/nvcc" "cudaenv shim=$root/shims/nvcc" "sh wrapper=$root/wrapper" "cudaenv exec=$build/src/cudaenv,exec,--,nvcc")
printf '#!/bin/sh\nexec %s "$@"\n' "$prefix/bin/nvcc" >"$root/wrapper"
chmod +x "$root/wrapper"

# pyenv, when it is here: its shim of a "python" that is the same do-nothing program.
if command -v pyenv >/dev/null; then
    export PYENV_ROOT=$root/pyenv PYENV_VERSION=bench
    mkdir -p "$PYENV_ROOT/versions/bench/bin"
    cp "$(type -P true)" "$PYENV_ROOT/versions/bench/bin/python"
    pyenv rehash
    contenders+=("pyenv shim=$PYENV_ROOT/shims/python")
fi
cd "$root/project/a/b"
HOME=$root CUDAENV_ROOT=$root "$build/tests/bench/compare_start" "$rounds" "${contenders[@]}"
