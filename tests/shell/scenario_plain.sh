# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC1090
# What a POSIX shell must do: no prompt hook, but the shims and the function.
cd "$T" || exit

check() { # NAME EXPECTED ACTUAL
    echo "$1" >>"$T/checks"
    [ "$2" = "$3" ] || printf '%s: expected [%s], got [%s]\n' "$1" "$2" "$3" >>"$T/failures"
}

. "$INIT"
. "$INIT"
check "shims are on PATH once" "$ROOT/shims:/usr/bin:/bin" "$PATH"

cd a || exit
check "shim" "$ROOT/environments/11.2.2" "$(nvcc | head -n 1)"
check "the tool has its own path" "$ROOT/environments/11.2.2/bin/nvcc" "$(nvcc | tail -n 1)"
nvcc >/dev/null
check "a shim's status is the tool's" 3 "$?"
cd ../missing || exit
check "what is not installed" "cudaenv: nvcc: CUDA 9.9 is not installed (asked for by $T/missing/.cudaenv, line 1)
next: cudaenv install         or: cudaenv exec 12.4 -- nvcc …" "$(nvcc 2>&1)"
nvcc 2>/dev/null
check "its status" 127 "$?"
cd .. || exit
check "nothing selected" "cudaenv: nvcc: not on PATH, and no CUDA is selected here" "$(nvcc 2>&1 | head -n 1)"

# Headers of another toolkit reach no tool of ours.
export CPATH="$T/other toolkit/include:/mine"
cd a || exit
[ -z "$COMPILER" ] || check "a compiler finds ours" '"11.2.2"' "$(nvcc -E)"
[ -z "$COMPILER" ] || check "under exec too" '"12.4.1"' "$("$REAL_PROGRAM" exec 12.4 -- nvcc -E)"
cudaenv shell 11.2
check "they are out of the shell's" /mine "$CPATH"
cudaenv shell system
check "and come back" "$T/other toolkit/include:/mine" "$CPATH"
cudaenv deactivate
unset CPATH
cd .. || exit

# Below a shell that is in an environment: what PATH finds is said, and what mends it does.
cd a || exit
cudaenv shell 11.2
unset CUDAENV_VERSION
cd ../b || exit
answer=$(sh -c '"$REAL_PROGRAM" current; true' 2>&1)
check "current names what PATH finds" 1 "$(printf '%s' "$answer" | grep -cF "environments/11.2.2/bin/nvcc of 11.2.2")"
mend=$(printf '%s' "$answer" | sed -n 's/^next: //p')
check "that works" "$ROOT/environments/12.4.1" "$(sh -c "$mend 2>/dev/null && nvcc | head -n 1")"
cudaenv shell system
cudaenv deactivate
cd .. || exit

cudaenv use 11.2
check "evaluates the code of use" "it's use 11.2" "${FROM_PROGRAM-unset}"
cudaenv use bad
check "passes the status of use" 6 "$?"
check "passes words through" "words: use --help" "$(cudaenv use --help)"

cd a || exit
cudaenv shell 12.4
check "shell beats the pin" "$ROOT/environments/12.4.1" "$CUDA_HOME"
cudaenv shell system
check "system leaves the environment" "unset system" "${CUDA_HOME-unset} $CUDAENV_VERSION"
nvcc 2>/dev/null
check "the shim follows system" 127 "$?"
cudaenv deactivate
check "the shim follows the pin again" "$ROOT/environments/11.2.2" "$(nvcc | head -n 1)"
check "deactivate says that the pin applies" "nothing to deactivate: $T/a/.cudaenv, line 1 applies here; cudaenv shell system turns it off in this shell" \
    "$(cudaenv deactivate 2>&1)"
cd .. || exit

export PROBE_UNSET=1
for seed in 1 2 3 4 5; do
    code=$("$PROBE" print sh "$seed" && echo .)
    eval "${code%.}"
    "$PROBE" check "$seed" 2>>"$T/failures"
done
echo yes >"$T/finished"
