# SPDX-License-Identifier: Apache-2.0
# Every third-party library, found on the system; none is carried in this tree.
find_package(CURL 7.74 REQUIRED)
find_package(LibArchive 3.4 REQUIRED)
find_package(OpenSSL 1.1.1 REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(fmt 7 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)

# yaml-cpp renamed its target (yaml-cpp -> yaml-cpp::yaml-cpp) in 0.8.
find_package(yaml-cpp 0.6 REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

if(BUILD_TESTING)
    find_package(GTest REQUIRED)
    include(GoogleTest)
endif()
