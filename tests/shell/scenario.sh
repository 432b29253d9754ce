# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC1090,SC2016,SC2103,SC2154,SC2164
# What bash and zsh must do. Read line by line by an interactive shell, which runs its prompt hook between lines.
cd "$T" || exit

check() { # NAME EXPECTED ACTUAL
    echo "$1" >>"$T/checks"
    [ "$2" = "$3" ] || printf '%s: expected [%s], got [%s]\n' "$1" "$2" "$3" >>"$T/failures"
}
snapshot() { env | grep -v -e '^_=' -e '^PWD=' -e '^OLDPWD=' | sort; }
calls() { grep -c call "$T/calls"; }
count() { printf '%s' "$1" | tr "$2" '\n' | grep -cF "$3"; }

# Installing twice is installing once.
. "$INIT"
before=$(snapshot)
. "$INIT"
check "shims are on PATH once" 1 "$(count "$PATH" : "$ROOT/shims")"
check "the hook is there once" 1 "$(count "${PROMPT_COMMAND[*]}${precmd_functions[*]}" '; ' __cudaenv_prompt)"

if [ "$SHELL_NAME" = bash ]; then
    check "an array of prompt commands is kept" "__cudaenv_prompt;one two" \
        "$(bash --norc -ic 'PROMPT_COMMAND=(one two); . "$INIT"; . "$INIT"; echo "${PROMPT_COMMAND[@]}"' 2>/dev/null)"
fi

# Into a project, further down, into another, out.
cd a
check "enters" "$ROOT/environments/11.2.2" "${CUDA_HOME-unset}"
check "PATH has the environment first" "$ROOT/environments/11.2.2/bin" "${PATH%%:*}"
check "library path" "$ROOT/environments/11.2.2/lib64" "${LD_LIBRARY_PATH-unset}"
check "words go in front" "-ccbin $ROOT/store/gcc-10/bin/g++ -O1" "$NVCC_PREPEND_FLAGS"
cd below
check "stays" "$ROOT/environments/11.2.2" "${CUDA_HOME-unset}"
cd ../../b
check "switches by a CRLF pin" "$ROOT/environments/12.4.1" "${CUDA_HOME-unset}"
check "the first is gone" 0 "$(count "$PATH" : 11.2.2)"
cd ..
check "restores everything" "$before" "$(snapshot)"

# The status of the last command survives the hook.
cd a && false
check "status when entering" 1 "$?"
(exit 7)
check "status when nothing changes" 7 "$?"

# No process while nothing changes; what decides is noticed.
started=$(calls)
true
true
check "starts nothing" "$started" "$(calls)"
echo 12.4 >.cudaenv
check "notices a changed pin" "$ROOT/environments/12.4.1" "${CUDA_HOME-unset}"
echo 11.2 >.cudaenv
export CUDAENV_VERSION=12.4
check "notices the variable" "$ROOT/environments/12.4.1" "${CUDA_HOME-unset}"
unset CUDAENV_VERSION
export VIRTUAL_ENV="$T/venv"
check "leaves the library path of a virtual environment" unset "${LD_LIBRARY_PATH-unset}"
unset VIRTUAL_ENV
check "takes it back" "$ROOT/environments/11.2.2/lib64" "${LD_LIBRARY_PATH-unset}"

# What the user changes stays.
export CUDA_HOME=/mine PATH="/late:$PATH"
cd ..
check "keeps a changed value" /mine "$CUDA_HOME"
check "keeps a changed PATH" /late "${PATH%%:*}"
check "without ours" 0 "$(count "$PATH" : environments)"
unset CUDA_HOME
export PATH="${PATH#/late:}"
check "is as before" "$before" "$(snapshot)"

# Headers and libraries of another toolkit are out while an environment is active.
export CPATH="$T/other toolkit/include:/mine" LIBRARY_PATH="$T/other toolkit/lib64"
cd a
check "the other's headers are out" "/mine unset" "$CPATH ${LIBRARY_PATH-unset}"
[ -z "$COMPILER" ] || check "a compiler finds ours" '"11.2.2"' "$(nvcc -E)"
export CPATH="/new:$CPATH"
cd ..
check "they come back behind what was added" "/new:$T/other toolkit/include:/mine" "$CPATH"
check "the other's libraries come back" "$T/other toolkit/lib64" "$LIBRARY_PATH"
unset CPATH LIBRARY_PATH
cd a
started=$(calls)
export CPATH="$T/other toolkit/include"
check "a module that is loaded later is noticed" unset "${CPATH-unset}"
true
check "at the cost of two calls" $((started + 2)) "$(calls)"
cd ..
check "and given back" "$T/other toolkit/include" "${CPATH-unset}"
[ -z "$COMPILER" ] || check "a compiler under exec finds ours" '"12.4.1"' "$("$REAL_PROGRAM" exec 12.4 -- nvcc -E)"
unset CPATH
check "all is as before" "$before" "$(snapshot)"

# A directory stands on PATH once, whatever was done.
cd a
once() { [ "$(printf '%s' "$2" | tr : '\n' | sort | uniq -d)" = "" ] && echo once || echo "twice: $2"; }
export PATH="$PATH:$ROOT/environments/11.2.2/bin"
cd ../b
cudaenv shell 11.2
cudaenv shell 11.2
check "PATH after switching" once "$(once PATH "$PATH")"
check "LD_LIBRARY_PATH after switching" once "$(once LD_LIBRARY_PATH "$LD_LIBRARY_PATH")"
check "in a shell below" once "$("$SHELL_NAME" -c '. "$INIT"; eval "$(CUDAENV_SHELL=bash "$REAL_PROGRAM" shell 12.4)"; printf %s "$PATH" | tr : "\n" | sort | uniq -d; echo once')"
cudaenv deactivate
cd ..
check "what the user put there stays" "${PATH##*:}" "$ROOT/environments/11.2.2/bin"
export PATH="${PATH%:*}"
check "is as it was" "$before" "$(snapshot)"

# What was put in front since stays there until this environment is asked for.
cd a
export PATH="/front:$PATH"
true
check "the user's is in front" /front "${PATH%%:*}"
cudaenv shell 11.2
check "ours is in front again" "$ROOT/environments/11.2.2/bin:/front" "$(printf '%s' "$PATH" | cut -d: -f1,2)"
cudaenv deactivate
cd ..
export PATH="${PATH#/front:}"
check "is as before it" "$before" "$(snapshot)"

# Below a shell that is in an environment, in a directory that asks for another: what PATH finds is said, and what mends it does.
has() { case $2 in *"$1"*) echo yes ;; *) echo "no: $2" ;; esac; }
cd a
check "the shell itself is in its own" yes "$(has "(active here" "$(cudaenv current 2>&1)")"
answer=$(cd ../b && cudaenv current 2>&1)
if [ "$SHELL_NAME" = bash ]; then # zsh follows a cd at once
    check "current names what PATH finds" yes "$(has "environments/11.2.2/bin/nvcc of 11.2.2" "$answer")"
    check "and by the function how to follow" yes "$(has "next: cudaenv use" "$answer")"
    check "which warns" yes "$(has "another one" "$(cd ../b && cudaenv which nvcc 2>&1)")"
fi
check "and what the pin asks for" yes "$(has "CUDA 12.4.1" "$answer")"
answer=$("$SHELL_NAME" -c 'cd ../b && "$REAL_PROGRAM" current; true' 2>&1)
check "below it PATH is another's" yes "$(has "environments/11.2.2/bin/nvcc of 11.2.2" "$answer")"
check "without the function there is a line" yes "$(has " init $SHELL_NAME)\" && cudaenv use" "$answer")"
mend=$(printf '%s' "$answer" | sed -n 's/^next: //p')
check "that works" "$ROOT/environments/12.4.1" "$("$SHELL_NAME" -c "cd ../b && $mend 2>/dev/null && nvcc | head -n 1")"
cd ..

# A pin that is not installed is said once, also after other commands.
cd missing
true
cudaenv list
true
cd ..

# The function: code is evaluated, words and status pass through.
cudaenv use 11.2
check "evaluates the code of use" "it's use 11.2" "${FROM_PROGRAM-unset}"
cudaenv -q shell 12
check "finds the command behind options" "it's -q shell 12" "$FROM_PROGRAM"
cudaenv use bad
check "passes the status of use" 6 "$?"
check "does not evaluate after a failure" "it's -q shell 12" "$FROM_PROGRAM"
check "passes words through" "words: use --help" "$(cudaenv use --help)"
check "passes arguments through" "words: exec 1 -- x use" "$(cudaenv exec 1 -- x use)"
cudaenv list bad
check "passes the status through" 6 "$?"
unset FROM_PROGRAM

# For this shell only, and back; the hook and the shims agree.
cd a
cudaenv shell 12.4
check "shell beats the pin" "$ROOT/environments/12.4.1" "${CUDA_HOME-unset}"
cudaenv shell system
check "system leaves the environment" "unset system" "${CUDA_HOME-unset} ${CUDAENV_VERSION-unset}"
check "the shim follows system" 127 "$("$ROOT/shims/nvcc" >/dev/null 2>&1; echo "$?")"
cudaenv deactivate
check "deactivate gives the pin back" "$ROOT/environments/11.2.2 unset" "${CUDA_HOME-unset} ${CUDAENV_VERSION-unset}"
cudaenv deactivate
check "deactivate again says that the pin applies" 0 "$?"
check "and changes nothing" "$ROOT/environments/11.2.2" "${CUDA_HOME-unset}"
cd ..
cudaenv deactivate
check "deactivate has nothing to do" "$before" "$(snapshot)"

# Without a prompt there are the shims.
cd a
check "shim" "$ROOT/environments/11.2.2" "$("$SHELL_NAME" -c '. "$INIT"; PATH=${PATH#*11.2.2/bin:}; nvcc' | head -n 1)"
check "no hook without a prompt" unset "$("$SHELL_NAME" -c '. "$INIT"; echo ${PROMPT_COMMAND-unset}')"
cd ..
cd a && "$ROOT/shims/nvcc" >/dev/null
check "a shim's status is the tool's" 3 "$?"
cd ..

# Any bytes survive the quoting.
export PROBE_UNSET=1
for seed in 1 2 3 4 5 6 7 8 9 10; do
    code=$("$PROBE" print "$SHELL_NAME" "$seed"; echo .)
    eval "${code%.}"
    "$PROBE" check "$seed" 2>>"$T/failures"
done

check "said once" 1 "$(grep -c 'cudaenv: .cudaenv asks for CUDA 9.9' "$T/errors")"
check "said what applies" 1 "$(grep -cF "nothing to deactivate: $T/a/.cudaenv, line 1 applies here" "$T/errors")"
echo yes >"$T/finished"
