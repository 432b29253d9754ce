#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# layers.sh ROOT LAYERS: modules include only what their USES lists ("name: used used…", one a line), and reach libraries
# and the operating system only where the architecture allows it.
set -euo pipefail
cd "$1"
layers=$2
failures=0

complain() { # RULE, matches on standard input
    local line
    while IFS= read -r line; do
        echo "$1: $line"
        failures=$((failures + 1))
    done
}

# Third-party headers, and who may include them in its src/ directory.
declare -A owners=(
    ['archive(_entry)?\.h']='archive'
    ['(lzma|zstd|zstd_errors)\.h']='archive'
    ['curl/']='net'
    ['openssl/']='digest'
    ['CLI/']='cli'
    ['dlfcn\.h']='machine'
    ['toml\+\+/']='python'
)
# Linked into the shim, which must start in no time.
shim_modules='base sys selection activation'

files_of() { # MODULE
    find "src/$1" "include/cudaenv/$1" -name '*.[ch]pp' 2>/dev/null
}

while IFS=: read -r module uses; do
    mapfile -t files < <(files_of "$module")
    allowed=$(tr ' ' '|' <<<"$module $uses" | sed -E 's/\|+/|/g; s/\|$//')
    complain "$module may not include" < <(
        grep -nE '#include <cudaenv/' "${files[@]}" | grep -vE "#include <cudaenv/($allowed)/" || :
    )
    complain "$module includes a private header of another module" < <(
        grep -nE '#include "[a-z_]+/' "${files[@]}" | grep -vE "#include \"$module/" || :
    )
    for header in "${!owners[@]}"; do
        [ "${owners[$header]}" = "$module" ] && continue
        complain "$module may not include" < <(grep -nE "#include <$header" "${files[@]}" || :)
    done
    if [[ " $shim_modules " == *" $module "* ]]; then
        complain "the shim links no library" < <(
            grep -nE '#include <(fmt|nlohmann|yaml-cpp)/|#include <(iostream|fstream|sstream|iomanip|regex|locale)>' \
                "${files[@]}" || :
        )
    fi
    [ "$module" = sys ] && continue
    complain "only sys asks the operating system" < <(
        grep -nE '\b(getenv|secure_getenv|setenv|unsetenv|putenv|fork|vfork|exec[lv]p?e?|popen|posix_spawnp?)\(|::open\(|_clock::now\(' \
            "${files[@]}" || :
    )
done <"$layers"

complain "third-party headers stay out of include/" < <(
    grep -rnE '#include <(fmt|nlohmann|yaml-cpp|curl|openssl|CLI|toml\+\+)/|#include <(archive|lzma|zstd)' include || :
)
exit $((failures > 0))
