#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# headers.sh ROOT COMPILER: every public header compiles alone.
set -euo pipefail
cd "$1/include"
export compiler=$2

compiles_alone() { # HEADER
    echo "#include <$1>" | "$compiler" -std=c++20 -fsyntax-only -I . -x c++ - && return
    echo "$1 does not compile alone"
    return 1
}
export -f compiles_alone

# shellcheck disable=SC2016 # the inner shell expands it
find cudaenv -name '*.hpp' -print0 | xargs -0 -n 1 -P "$(nproc)" bash -c 'compiles_alone "$0"'
