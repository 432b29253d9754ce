# SPDX-License-Identifier: Apache-2.0
# cmake -D SHELL_DIRECTORY=… -D OUTPUT=… -P EmbedHooks.cmake: the files shell/hook.* as C++ constants.
set(source "// SPDX-License-Identifier: Apache-2.0\n// Made by cmake/EmbedHooks.cmake.\n")
string(APPEND source "#include \"activation/hook_texts.hpp\"\n\n")
string(APPEND source "namespace cudaenv::activation::hook_texts {\n")
foreach(pair bash:kBash zsh:kZsh fish:kFish sh:kPosix)
    string(REGEX REPLACE "^(.*):(.*)$" "hook.\\1;\\2" parts "${pair}")
    list(GET parts 0 file)
    list(GET parts 1 constant)
    file(READ "${SHELL_DIRECTORY}/${file}" text)
    string(APPEND source "\nconst std::string_view ${constant} = R\"cudaenv(${text})cudaenv\";\n")
endforeach()
string(APPEND source "\n}  // namespace cudaenv::activation::hook_texts\n")
file(WRITE "${OUTPUT}" "${source}")
