# SPDX-License-Identifier: Apache-2.0
# Every third-party library, found on the system; none is carried in this tree.
find_package(CURL 7.74 REQUIRED)
find_package(LibArchive 3.4 REQUIRED)
find_package(LibLZMA 5.2 REQUIRED)
find_package(OpenSSL 1.1.1 REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(fmt 7 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)

# zstd brings a package file for CMake only on some distributions.
find_path(ZSTD_INCLUDE_DIR zstd.h REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)
add_library(zstd_library INTERFACE)
target_include_directories(zstd_library SYSTEM INTERFACE "${ZSTD_INCLUDE_DIR}")
target_link_libraries(zstd_library INTERFACE "${ZSTD_LIBRARY}")

# yaml-cpp renamed its target (yaml-cpp -> yaml-cpp::yaml-cpp) in 0.8.
find_package(yaml-cpp 0.6 REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)
    add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

# toml++ is used header-only: its shared library would cost every start of the program, and not every distribution has it.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)
add_library(tomlplusplus_headers INTERFACE)
target_include_directories(tomlplusplus_headers SYSTEM INTERFACE "${TOMLPLUSPLUS_INCLUDE_DIR}")
target_compile_definitions(
    tomlplusplus_headers INTERFACE TOML_HEADER_ONLY=1 TOML_ENABLE_FORMATTERS=0 TOML_MAX_NESTED_VALUES=64
)
# Malformed texts break what toml++ asserts, such as "[&]"; without assertions it refuses them. An option, because CMake takes no
# definition of a macro with parameters.
target_compile_options(tomlplusplus_headers INTERFACE "-DTOML_ASSERT(holds)=static_assert(true)")

if(BUILD_TESTING)
    find_package(GTest REQUIRED)
    include(GoogleTest)
endif()
