#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh PROGRAM GROUP: whether PROGRAM says to cases/GROUP.cases what expected/GROUP.txt holds; shows the difference.
# CUDAENV_UPDATE_GOLDEN=1 writes expected/GROUP.txt anew. 77: nothing was compared.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
expected=$here/expected/$2.txt
actual=$(mktemp -d)
trap 'rm -rf "$actual"' EXIT
"$here/record.sh" --catalog "$here/catalog" "$1" "$actual" "$here/cases/$2.cases"
if [ "${CUDAENV_UPDATE_GOLDEN-}" = 1 ]; then
    mkdir -p "$here/expected"
    cp "$actual/$2.txt" "$expected"
    exit 77
fi
diff -u "$expected" "$actual/$2.txt" || {
    echo "If this is what you meant: CUDAENV_UPDATE_GOLDEN=1 ctest -L golden, and look at the difference before you commit it."
    exit 1
}
