# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The shell integration of cudaenv for a POSIX shell: eval "$(cudaenv init sh)", or source this file.

case ":${PATH-}:" in
    *:@CUDAENV_SHIMS@:*) ;;
    *) export PATH=@CUDAENV_SHIMS@"${PATH:+:$PATH}" ;;
esac

# What concerns this shell is printed as code for it; what looks at it is told of this function; everything else just runs.
cudaenv() {
    __cudaenv_command=
    for __cudaenv_word in "$@"; do
        case $__cudaenv_word in
            -h | --help) __cudaenv_command=help && break ;;
            -*) ;;
            *) __cudaenv_command=${__cudaenv_command:-$__cudaenv_word} ;;
        esac
    done
    case $__cudaenv_command in
        use | local | pin | global | default | shell | deactivate)
            __cudaenv_code=$(CUDAENV_SHELL='sh' @CUDAENV_PROGRAM@ "$@") && eval "$__cudaenv_code"
            ;;
        current | which) CUDAENV_SHELL='sh' @CUDAENV_PROGRAM@ "$@" ;;
        *) @CUDAENV_PROGRAM@ "$@" ;;
    esac
}
