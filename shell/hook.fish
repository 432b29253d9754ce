# SPDX-License-Identifier: Apache-2.0
# The shell integration of cudaenv for fish: cudaenv init fish | source, or source this file.

contains -- @CUDAENV_SHIMS@ $PATH; or set -gx PATH @CUDAENV_SHIMS@ $PATH

# What concerns this shell is printed as code for it; what looks at it is told of this function; everything else just runs.
function cudaenv
    set -l command
    for word in $argv
        if contains -- $word -h --help
            set command help
            break
        end
        string match -q -- '-*' $word; or test -n "$command"; or set command $word
    end
    set -l result
    if contains -- "$command" use local pin global default shell deactivate
        set -l code (CUDAENV_SHELL=fish @CUDAENV_PROGRAM@ $argv)
        set result $status
        test $result -eq 0; and string join \n -- $code | source
    else if contains -- "$command" current which
        CUDAENV_SHELL=fish @CUDAENV_PROGRAM@ $argv
        set result $status
    else
        @CUDAENV_PROGRAM@ $argv
        set result $status
    end
    # Whatever it did, the next prompt asks anew.
    set -g __cudaenv_seen
    return $result
end

if status is-interactive
    # Asks the helper what to change when the directory, the pin or what else decides has changed.
    function __cudaenv_prompt --on-event fish_prompt --on-variable PWD
        status is-command-substitution; and return
        set -l directory (string trim --right --chars=/ -- $PWD | string collect)
        set -l pin
        set -l text
        while true
            if test -f "$directory/.cudaenv"
                set pin "$directory/.cudaenv"
                break
            else if test -f "$directory/.cuda-version"
                set pin "$directory/.cuda-version"
                break
            end
            string match -q -- '*/*' "$directory"; or break
            set directory (string replace -r '/[^/]*\z' '' -- $directory | string collect)
        end
        test -r "$pin"; and read --null --nchars 4097 text <$pin
        set -l now "$PWD|$pin|$text|$CUDAENV_VERSION|$VIRTUAL_ENV|$CONDA_PREFIX"
        set now "$now|$CPATH|$C_INCLUDE_PATH|$CPLUS_INCLUDE_PATH|$LIBRARY_PATH"
        if test "$now" != "$__cudaenv_seen"; and test -x @CUDAENV_SHIM@
            set -g __cudaenv_seen $now
            CUDAENV_SAID="$__cudaenv_said" @CUDAENV_SHIM@ --hook fish | source
        end
    end
end
