#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run_scenario.sh SHELL SHIM PROBE PROGRAM: runs the scenario of one shell in a root made for it. 77: no such shell here.
set -u

shell=$1 shim=$2 probe=$3 program=$4
here=$(cd "$(dirname "$0")" && pwd)
interpreter=$(command -v "$shell") || exit 77

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
T="$scratch/it's a \$HOME" # what must survive quoting
ROOT=$T/root
mkdir -p "$T/home" "$ROOT"
echo 1 >"$ROOT/layout"

add_environment() { # NAME
    local prefix=$ROOT/environments/$1
    mkdir -p "$prefix/.cudaenv" "$prefix/bin" "$prefix/include"
    echo "#define CUDA_VERSION \"$1\"" >"$prefix/include/cuda.h"
    cat >"$prefix/.cudaenv/activation" <<END
cudaenv-activation 1
toolkit $1
path bin
library-path lib64
set CUDA_HOME .
prepend NVCC_PREPEND_FLAGS -ccbin store:gcc-10/bin/g++
END
    cat >"$prefix/bin/nvcc" <<'END'
#!/bin/sh
if [ "${1-}" = -E ]; then # whose cuda.h a compiler finds, by the options that nvcc.profile gives it
    echo CUDA_VERSION | cc -E -P -x c -isystem "$CUDA_HOME/include" -include cuda.h -
    exit
fi
printf '%s\n' "$CUDA_HOME" "$0"
exit 3
END
    chmod +x "$prefix/bin/nvcc"
}

# In place of the shim program: counts what the hooks start.
write_counting_shim() {
    rm "$ROOT/shim/cudaenv-shim"
    cat >"$ROOT/shim/cudaenv-shim" <<'END'
#!/bin/bash
[ "${0##*/}" = cudaenv-shim ] && echo call >>"$T/calls"
exec -a "$0" "$REAL_SHIM" "$@"
END
    chmod +x "$ROOT/shim/cudaenv-shim"
}

# In place of cudaenv: prints code when the shell's function asks for it. Some commands are the real ones.
write_program() {
    cat >"$T/cudaenv" <<'END'
#!/bin/bash
case ${1-} in shell | deactivate | current | which) exec "$REAL_PROGRAM" "$@" ;; esac
if [ "${CUDAENV_SHELL-}" = fish ]; then
    printf "set -gx FROM_PROGRAM 'it\\\\'s %s'\n" "$*"
elif [ -n "${CUDAENV_SHELL-}" ]; then
    printf "export FROM_PROGRAM='it'\\\\''s %s'\n" "$*"
else
    printf 'words: %s\n' "$*"
fi
[ "${2-}" != bad ] || exit 6
END
    chmod +x "$T/cudaenv"
}

# What a module of a cluster puts into CPATH and LIBRARY_PATH.
write_other_toolkit() {
    mkdir -p "$T/other toolkit/include" "$T/other toolkit/lib64"
    echo '#define CUDA_VERSION "another"' >"$T/other toolkit/include/cuda.h"
    touch "$T/other toolkit/lib64/libcudart.so"
}

write_projects() {
    mkdir -p "$T/a/below" "$T/b" "$T/missing" "$T/venv/lib/python3.11/site-packages/nvidia/cublas/lib"
    echo 11.2 >"$T/a/.cudaenv"
    printf '\xef\xbb\xbf# theirs\r\n12.4\r\n' >"$T/b/.cuda-version"
    echo 9.9 >"$T/missing/.cudaenv"
}

add_environment 11.2.2
add_environment 12.4.1
"$probe" refresh "$ROOT" "$shim" "$T/cudaenv" || exit 1
write_counting_shim
write_program
write_projects
write_other_toolkit

run_clean() { # COMMAND…
    env -i HOME="$T/home" PATH=/usr/bin:/bin LANG="${LANG-C.UTF-8}" TERM=dumb CUDAENV_ROOT="$ROOT" \
        T="$T" ROOT="$ROOT" PROBE="$probe" REAL_SHIM="$shim" REAL_PROGRAM="$program" INIT="$ROOT/shell/init.$shell" \
        SHELL_NAME="$shell" NVCC_PREPEND_FLAGS=-O1 COMPILER="$(type -P cc)" "$@"
}

case $shell in
    bash) run_clean "$interpreter" --norc --noediting -i <"$here/scenario.sh" ;;
    zsh) run_clean "$interpreter" -f -i -o interactivecomments <"$here/scenario.sh" ;;
    fish) run_clean "$interpreter" --no-config -i "$here/scenario.fish" ;;
    sh) run_clean "$interpreter" "$here/scenario_plain.sh" ;;
esac >"$T/output" 2>"$T/errors"

# A shell that stumbles over its scenario must not pass by checking nothing.
checks=$(grep -c . "$T/checks")
if [ ! -e "$T/finished" ] || [ -s "$T/failures" ] || [ "$checks" -lt 10 ]; then
    echo "the scenario did not end well ($checks checks):"
    cat "$T/failures" "$T/output" "$T/errors" 2>/dev/null
    exit 1
fi
