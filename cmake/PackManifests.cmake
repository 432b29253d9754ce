# SPDX-License-Identifier: Apache-2.0
# cmake -DDIRECTORY=<manifests> -DOUTPUT=<file> -P PackManifests.cmake
#
# Packs every .yaml file below DIRECTORY into one file: a line "<path> <size>" for each, sorted by path,
# an empty line, then the files' bytes in the same order.
file(GLOB_RECURSE paths RELATIVE "${DIRECTORY}" "${DIRECTORY}/*.yaml")
list(SORT paths)

set(table "")
foreach(path IN LISTS paths)
    file(SIZE "${DIRECTORY}/${path}" size)
    string(APPEND table "${path} ${size}\n")
endforeach()
file(WRITE "${OUTPUT}.new" "${table}\n")
foreach(path IN LISTS paths)
    file(READ "${DIRECTORY}/${path}" text)
    file(APPEND "${OUTPUT}.new" "${text}")
endforeach()
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
