# SPDX-License-Identifier: Apache-2.0
# cmake -DDIRECTORY=<manifests> -DOUTPUT=<file> -P PackManifests.cmake
#
# Packs every .yaml file below DIRECTORY into one file: an empty line, a line "<path> <offset> <size>" for each, sorted
# by path, an empty line, then the files' bytes in the same order. Offsets count from the first of those bytes.
file(GLOB_RECURSE paths RELATIVE "${DIRECTORY}" "${DIRECTORY}/*.yaml")
list(SORT paths)

set(table "")
set(offset 0)
foreach(path IN LISTS paths)
    file(SIZE "${DIRECTORY}/${path}" size)
    string(APPEND table "${path} ${offset} ${size}\n")
    math(EXPR offset "${offset} + ${size}")
endforeach()
file(WRITE "${OUTPUT}.new" "\n${table}\n")
foreach(path IN LISTS paths)
    file(READ "${DIRECTORY}/${path}" text)
    file(APPEND "${OUTPUT}.new" "${text}")
endforeach()
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
