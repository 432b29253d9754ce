#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shell_syntax.sh ROOT: shellcheck for sh and bash, the shells' own check for zsh and fish.
set -euo pipefail
cd "$1"

find_scripts() { # NAME-PATTERN
    find shell tests .ci cmake examples -name "$1" 2>/dev/null
}
# A script without an extension says what it is in its first line.
find_plain_scripts() {
    find . -maxdepth 2 -type f -perm -100 ! -name '*.*' ! -path './build/*' ! -path './.git/*' \
        -exec grep -lE '^#!.*\b(ba)?sh$' {} +
}

checked=0
if command -v shellcheck >/dev/null; then
    { find_scripts '*.sh' && find_scripts '*.bash' && find_plain_scripts; } | sort -u | xargs shellcheck
    checked=1
fi
for shell in zsh fish; do
    command -v "$shell" >/dev/null || continue
    while IFS= read -r script; do "$shell" -n "$script"; done < <(find_scripts "*.$shell")
    checked=1
done
[ "$checked" = 1 ] || exit 77
