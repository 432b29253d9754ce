# SPDX-License-Identifier: Apache-2.0
# What fish must do. fish draws no prompt for a script, so `prompt` raises the event that a prompt raises.
cd $T; or exit

function check # NAME EXPECTED ACTUAL
    echo $argv[1] >>"$T/checks"
    test "$argv[2]" = "$argv[3]"
    or printf '%s: expected [%s], got [%s]\n' $argv[1..3] >>"$T/failures"
end
function snapshot
    env | grep -v -e '^_=' -e '^PWD=' -e '^OLDPWD=' -e '^SHLVL=' | sort | string collect
end
function calls
    grep -c call "$T/calls"
end
function shown # VARIABLE
    set -q $argv[1]; and echo -- $$argv[1]; or echo unset
end
function prompt
    emit fish_prompt
end

# Installing twice is installing once.
source $INIT
prompt
set before (snapshot)
source $INIT
check "shims are on PATH once" 1 (count (string match -- "$ROOT/shims" $PATH))

# Into a project, further down, into another, out.
cd a
check "enters without waiting for a prompt" "$ROOT/environments/11.2.2" (shown CUDA_HOME)
check "PATH has the environment first" "$ROOT/environments/11.2.2/bin" $PATH[1]
check "library path" "$ROOT/environments/11.2.2/lib64" (shown LD_LIBRARY_PATH)
check "words go in front" "-ccbin $ROOT/store/gcc-10/bin/g++ -O1" "$NVCC_PREPEND_FLAGS"
cd below
check "stays" "$ROOT/environments/11.2.2" (shown CUDA_HOME)
cd ../../b
check "switches by a CRLF pin" "$ROOT/environments/12.4.1" (shown CUDA_HOME)
check "the first is gone" 0 (count (string match -- '*11.2.2*' $PATH))
cd ..
check "restores everything" "$before" (snapshot)

# The status of the last command survives the hook.
cd a
false
prompt
false
check "status when nothing changes" 1 $status

# No process while nothing changes; what decides is noticed.
set started (calls)
prompt
prompt
check "starts nothing" $started (calls)
echo 12.4 >.cudaenv
prompt
check "notices a changed pin" "$ROOT/environments/12.4.1" (shown CUDA_HOME)
echo 11.2 >.cudaenv
set -gx CUDAENV_VERSION 12.4
prompt
check "notices the variable" "$ROOT/environments/12.4.1" (shown CUDA_HOME)
set -e CUDAENV_VERSION
set -gx VIRTUAL_ENV "$T/venv"
prompt
check "leaves the library path of a virtual environment" unset (shown LD_LIBRARY_PATH)
set -e VIRTUAL_ENV
prompt
check "takes it back" "$ROOT/environments/11.2.2/lib64" (shown LD_LIBRARY_PATH)

# What the user changes stays.
set -gx CUDA_HOME /mine
set -gx PATH /late $PATH
cd ..
check "keeps a changed value" /mine $CUDA_HOME
check "keeps a changed PATH" /late $PATH[1]
check "without ours" 0 (count (string match -- '*environments*' $PATH))
set -e CUDA_HOME
set -gx PATH $PATH[2..]
check "is as before" "$before" (snapshot)

# Headers and libraries of another toolkit are out while an environment is active.
set -gx CPATH "$T/other toolkit/include" /mine
set -gx LIBRARY_PATH "$T/other toolkit/lib64"
cd a
check "the other's headers are out" "/mine unset" "$CPATH "(shown LIBRARY_PATH)
test -z "$COMPILER"; or check "a compiler finds ours" '"11.2.2"' (nvcc -E)
set -gx CPATH /new $CPATH
cd ..
check "they come back behind what was added" "/new:$T/other toolkit/include:/mine" "$CPATH"
check "the other's libraries come back" "$T/other toolkit/lib64" "$LIBRARY_PATH"
set -e CPATH
set -e LIBRARY_PATH
cd a
set -gx CPATH "$T/other toolkit/include"
prompt
check "a module that is loaded later is noticed" unset (shown CPATH)
cd ..
check "and given back" "$T/other toolkit/include" "$CPATH"
set -e CPATH
check "all is as before" "$before" (snapshot)

# A directory stands on PATH once, whatever was done.
cd a
set -gx PATH $PATH "$ROOT/environments/11.2.2/bin"
cd ../b
cudaenv shell 11.2
cudaenv shell 11.2
check "PATH after switching" (count $PATH) (string join \n -- $PATH | sort -u | count)
check "ours is in front" "$ROOT/environments/11.2.2/bin" $PATH[1]
cudaenv deactivate
cd ..
check "what the user put there stays" "$ROOT/environments/11.2.2/bin" $PATH[-1]
set -gx PATH $PATH[1..-2]
check "is as it was" "$before" (snapshot)

# What was put in front since stays there until this environment is asked for.
cd a
set -gx PATH /front $PATH
prompt
check "the user's is in front" /front $PATH[1]
cudaenv shell 11.2
check "ours is in front again" "$ROOT/environments/11.2.2/bin:/front" (string join : -- $PATH[1..2])
cudaenv deactivate
cd ..
set -gx PATH $PATH[2..]
check "is as before it" "$before" (snapshot)

# Below a shell that is in an environment, in a directory that asks for another: what PATH finds is said, and what mends it does.
cd a
check "the shell itself is in its own" 1 (cudaenv current 2>&1 | grep -cF "(active here")
set answer (fish --no-config -c 'cd ../b; "$REAL_PROGRAM" current; true' 2>&1)
check "current names what PATH finds" 1 (string join \n -- $answer | grep -cF "environments/11.2.2/bin/nvcc of 11.2.2")
set mend (string replace -f -- "next: " "" $answer)
check "without the function there is a line" 1 (count (string match -- "*init fish | source; and cudaenv use" $mend))
check "that works" "$ROOT/environments/12.4.1" (fish --no-config -c "cd ../b; $mend 2>/dev/null; and nvcc" | head -n 1)
cd ..

# A pin that is not installed is said once, also after other commands.
cd missing
prompt
cudaenv list
prompt
cd ..

# The function: code is evaluated, words and status pass through.
cudaenv use 11.2
check "evaluates the code of use" "it's use 11.2" "$FROM_PROGRAM"
cudaenv -q shell 12
check "finds the command behind options" "it's -q shell 12" "$FROM_PROGRAM"
cudaenv use bad
check "passes the status of use" 6 $status
check "does not evaluate after a failure" "it's -q shell 12" "$FROM_PROGRAM"
check "passes words through" "words: use --help" (cudaenv use --help)
check "passes arguments through" "words: exec 1 -- x use" (cudaenv exec 1 -- x use)
cudaenv list bad
check "passes the status through" 6 $status
set -e FROM_PROGRAM

# For this shell only, and back; the hook and the shims agree.
cd a
cudaenv shell 12.4
prompt
check "shell beats the pin" "$ROOT/environments/12.4.1" (shown CUDA_HOME)
cudaenv shell system
prompt
check "system leaves the environment" "unset system" (shown CUDA_HOME)" $CUDAENV_VERSION"
"$ROOT/shims/nvcc" >/dev/null
check "the shim follows system" 127 $status
cudaenv deactivate
prompt
check "deactivate gives the pin back" "$ROOT/environments/11.2.2 unset" (shown CUDA_HOME)" "(shown CUDAENV_VERSION)
cudaenv deactivate
check "deactivate again says that the pin applies" 0 $status
prompt
check "and changes nothing" "$ROOT/environments/11.2.2" (shown CUDA_HOME)
cd ..
cudaenv deactivate
check "deactivate has nothing to do" "$before" (snapshot)

# Without a prompt there are the shims.
cd a
check "shim" "$ROOT/environments/11.2.2" (fish --no-config -c 'source $INIT; set -e PATH[1]; nvcc' | head -n 1)
check "no hook without a prompt" no (fish --no-config -c 'source $INIT; functions -q __cudaenv_prompt; and echo yes; or echo no')
"$ROOT/shims/nvcc" >/dev/null
check "a shim's status is the tool's" 3 $status
cd ..

# Any bytes survive the quoting.
set -gx PROBE_UNSET 1
for seed in (seq 10)
    $PROBE print fish $seed | source
    $PROBE check $seed 2>>"$T/failures"
end

check "said once" 1 (grep -c '^cudaenv: .cudaenv asks for CUDA 9.9' "$T/errors")
check "said what applies" 1 (grep -cF "nothing to deactivate: $T/a/.cudaenv, line 1 applies here" "$T/errors")
echo yes >"$T/finished"
