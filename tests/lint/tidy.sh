#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tidy.sh ROOT BUILD-DIRECTORY: clang-tidy has nothing to say about the sources that differ from main (changed_sources.sh) and,
# for a changed header, about the source of its name. It takes seconds for a file: after CUDAENV_TIDY_SECONDS (120) no further
# file is begun, and those left out are named. The preset "tidy" leaves none out.
set -euo pipefail
cd "$1"
build=$2
seconds=${CUDAENV_TIDY_SECONDS:-120}

tidy=
for each in clang-tidy-14 clang-tidy; do
    "$each" --version 2>/dev/null | grep -q 'version 14\.' && tidy=$each && break
done
[ -n "$tidy" ] || { echo "SKIPPED: no clang-tidy 14, which the settings are for"; exit 77; }
changed=$(tests/lint/changed_sources.sh .) || exit $?

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The compiler's precompiled headers are none for clang: each file stands for itself.
sed -E 's/-Winvalid-pch |-include [^ ]*cmake_pch\.hxx //g' "$build/compile_commands.json" >"$scratch/compile_commands.json"

is_compiled() { # FILE
    grep -qF "\"file\": \"$PWD/$1\"" "$scratch/compile_commands.json"
}
source_of() { # HEADER: the source of its name, in its own module
    local path=${1#include/cudaenv/}
    path=${path#src/}
    { find "src/${path%%/*}" -name "$(basename "$1" .hpp).cpp" 2>/dev/null || :; } | head -1
}

files=()
while IFS= read -r file; do
    [[ $file == *.hpp ]] && file=$(source_of "$file")
    [ -n "$file" ] && is_compiled "$file" && files+=("$file")
done <<<"$changed"
mapfile -t files < <(printf '%s\n' "${files[@]}" | sort -u | grep .)

failures=0 left_out=()
for file in "${files[@]}"; do
    if ((SECONDS >= seconds)); then
        left_out+=("$file")
        continue
    fi
    "$tidy" --quiet -p "$scratch" "$file" 2>"$scratch/errors" || {
        cat "$scratch/errors"
        failures=$((failures + 1))
    }
done
echo "$((${#files[@]} - ${#left_out[@]})) of ${#files[@]} files checked in $SECONDS s"
((${#left_out[@]} == 0)) || printf 'left out: %s\n' "${left_out[@]}"
exit $((failures > 0))
