#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What deciding and listing cost, from a cold process with a warm disk, beside the start-up and the listings of peers, in one
# run. Prints medians; asserts nothing. Peers that are not installed are left out.
# usage: tests/bench/resolve.sh BUILD_DIRECTORY [ROUNDS]      (build the target compare_start and a release build first)
set -euo pipefail
build=$(cd "$1" && pwd)
rounds=${2:-100}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cudaenv=$build/src/cudaenv

contenders=("do nothing=$(type -P true)"
    "cudaenv --version=$cudaenv,--version"
    "cudaenv resolve 12=$cudaenv,resolve,12,--driver,550.54.15"
    "cudaenv resolve 12 (this machine)=$cudaenv,resolve,12"
    "cudaenv list --available=$cudaenv,list,--available")

# Each with its own home, so that no user's configuration or installed versions count.
if command -v pyenv >/dev/null; then
    contenders+=("pyenv --version=$(type -P pyenv),--version" "pyenv install --list=$(type -P pyenv),install,--list")
fi
if command -v rustup >/dev/null; then
    contenders+=("rustup --version=$(type -P rustup),--version" "rustup toolchain list=$(type -P rustup),toolchain,list")
fi
if command -v uv >/dev/null; then
    contenders+=("uv --version=$(type -P uv),--version")
fi
if command -v mise >/dev/null; then
    contenders+=("mise --version=$(type -P mise),--version")
fi
if [[ -x /usr/bin/python3 ]]; then
    contenders+=("python3 -c pass=/usr/bin/python3,-c,pass")
fi

cd "$root"
HOME=$root CUDAENV_ROOT=$root/cudaenv XDG_CACHE_HOME=$root/cache RUSTUP_HOME=$root/rustup \
    "$build/tests/bench/compare_start" "$rounds" "${contenders[@]}"
