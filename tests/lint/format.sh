#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# format.sh ROOT: every source stands as clang-format writes it. The settings are those of clang-format 14; another version sets
# some lines otherwise, so that only this one is asked.
set -euo pipefail
cd "$1"

find_tool() { # NAME: that of version 14
    local each
    for each in "$1-14" "$1"; do
        "$each" --version 2>/dev/null | grep -q 'version 14\.' && echo "$each" && return
    done
    return 1
}
format=$(find_tool clang-format) || { echo "SKIPPED: no clang-format 14"; exit 77; }

find src include tests -name '*.[ch]pp' -print0 | xargs -0 "$format" --dry-run -Werror || {
    echo "mend with: find src include tests -name '*.[ch]pp' -print0 | xargs -0 $format -i"
    exit 1
}
