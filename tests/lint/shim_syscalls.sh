#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a shim does on its way, seen by strace: loads no library but libc, starts no process, and becomes the tool by one execve of
# its real path, with that absolute path as argv[0].
# usage: shim_syscalls.sh CUDAENV_SHIM
set -euo pipefail
shim=$1
command -v strace >/dev/null || { echo "SKIPPED: no strace"; exit 77; }

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
strace -o "$root/probe" true 2>/dev/null || { echo "SKIPPED: strace may not trace here"; exit 77; }

prefix=$root/environments/12.4.1
mkdir -p "$prefix/bin" "$prefix/.cudaenv" "$root/shims" "$root/project"
printf 'cudaenv-activation 1\ntoolkit 12.4.1\npath bin\nlibrary-path lib64\nset CUDA_HOME .\n' >"$prefix/.cudaenv/activation"
cp "$(type -P true)" "$prefix/bin/nvcc"
ln -s "$shim" "$root/shims/nvcc"
echo 12.4 >"$root/project/.cudaenv"

cd "$root/project"
env -i HOME="$root" CUDAENV_ROOT="$root" PATH="$root/shims:/usr/bin:/bin" \
    strace -f -qq -s 4096 -e trace=execve,open,openat,clone,clone3,fork,vfork -o "$root/trace" "$root/shims/nvcc" --version

fail() {
    echo "FAILED: $*"
    cat "$root/trace"
    exit 1
}
# Everything up to and including the second execve is the shim's doing.
awk '{print} /execve\(/ && ++n == 2 {exit}' "$root/trace" >"$root/shim"
[ "$(grep -c 'execve(' "$root/trace")" -eq 2 ] || fail "not exactly one execve by the shim"
tail -1 "$root/shim" | grep -qF "execve(\"$prefix/bin/nvcc\", [\"$prefix/bin/nvcc\", \"--version\"]" ||
    fail "the tool is not executed by its real path with that path as argv[0]"
if grep -E '(clone|clone3|fork|vfork)\(' "$root/shim"; then fail "a process was started"; fi
if grep -F '.so' "$root/shim" | grep -vE '/libc\.so\.|/ld\.so\.cache|ld-linux'; then fail "a library was loaded"; fi
echo "ok: one execve, no process, no library"
