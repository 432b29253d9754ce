# SPDX-License-Identifier: Apache-2.0
# Lower layers first; see docs/architecture.md.
set(CUDAENV_MODULES
    base
    sys
    formats
    store
    digest
    config
    net
    archive
    catalog
    machine
    python
    resolve
    source
    selection
    lock
    install
    activation
    explain
    jobs
    cli
)

# cudaenv_module(<name> [IN_SHIM] USES <module>... LIBRARIES <target>... SOURCES <file>...
#                [BEYOND_SHIM_USES <module>...] [BEYOND_SHIM <file>...])
#
# Declares the static library cudaenv_<name>. USES is both the link list and the input of the
# lint.layers test, which rejects any other #include <cudaenv/...>. LIBRARIES are third-party
# targets, visible to this module's sources only. BEYOND_SHIM are sources that need more than the shim
# may link (BEYOND_SHIM_USES, LIBRARIES): a library of their own, cudaenv_<name>_beyond_shim, which every user of the
# module gets but those that are IN_SHIM.
function(cudaenv_module name)
    cmake_parse_arguments(
        MODULE "IN_SHIM" "" "USES;LIBRARIES;SOURCES;BEYOND_SHIM_USES;BEYOND_SHIM" ${ARGN}
    )
    add_library(cudaenv_${name} STATIC ${MODULE_SOURCES})
    target_link_libraries(cudaenv_${name} PRIVATE cudaenv_options ${MODULE_LIBRARIES})
    target_include_directories(cudaenv_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
    foreach(used IN LISTS MODULE_USES)
        target_link_libraries(cudaenv_${name} PUBLIC cudaenv_${used})
        if(NOT MODULE_IN_SHIM)
            cudaenv_link_beyond_shim(cudaenv_${name} PUBLIC ${used})
        endif()
    endforeach()
    if(MODULE_BEYOND_SHIM)
        add_library(cudaenv_${name}_beyond_shim STATIC ${MODULE_BEYOND_SHIM})
        target_link_libraries(
            cudaenv_${name}_beyond_shim PRIVATE cudaenv_options ${MODULE_LIBRARIES} PUBLIC cudaenv_${name}
        )
        target_include_directories(cudaenv_${name}_beyond_shim PRIVATE ${PROJECT_SOURCE_DIR}/src)
        foreach(used IN LISTS MODULE_BEYOND_SHIM_USES)
            target_link_libraries(cudaenv_${name}_beyond_shim PUBLIC cudaenv_${used})
        endforeach()
    endif()
    string(REPLACE ";" " " uses "${MODULE_USES} ${MODULE_BEYOND_SHIM_USES}")
    set_property(GLOBAL APPEND PROPERTY CUDAENV_LAYERS "${name}: ${uses}")
endfunction()

# What a module has beyond the shim, if anything.
function(cudaenv_link_beyond_shim target visibility used)
    if(TARGET cudaenv_${used}_beyond_shim)
        target_link_libraries(${target} ${visibility} cudaenv_${used}_beyond_shim)
    endif()
endfunction()

# cudaenv_unit_test(<module> USES <module>... LIBRARIES <target>... SOURCES <file>...)
#
# One GoogleTest program per module; each TEST is a CTest test with the label "unit".
function(cudaenv_unit_test name)
    cudaenv_gtest(unit_${name} LABEL unit ${ARGN} USES ${name})
endfunction()

function(cudaenv_gtest name)
    cmake_parse_arguments(
        TEST "" "LABEL;TIMEOUT" "USES;LIBRARIES;SOURCES;DEFINITIONS;PRECOMPILE" ${ARGN}
    )
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(
        ${name} PRIVATE cudaenv_options GTest::gmock GTest::gtest_main ${TEST_LIBRARIES}
    )
    target_include_directories(
        ${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests
    )
    target_compile_definitions(${name} PRIVATE ${TEST_DEFINITIONS})
    foreach(used IN LISTS TEST_USES)
        target_link_libraries(${name} PRIVATE cudaenv_${used})
        cudaenv_link_beyond_shim(${name} PRIVATE ${used})
    endforeach()
    cudaenv_precompile(${name} ${TEST_PRECOMPILE})
    gtest_discover_tests(
        ${name}
        TEST_PREFIX "${TEST_LABEL}."
        PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT}
        DISCOVERY_MODE PRE_TEST
    )
endfunction()

# cudaenv_precompile(<test program> <header>...): its headers read once, with those that every test includes; without any, those of
# cudaenv_test_headers, which all such programs share. A third of what a test takes to compile are these headers.
function(cudaenv_precompile name)
    if(NOT CUDAENV_PRECOMPILE)
        return()
    endif()
    if(ARGN OR name STREQUAL cudaenv_test_headers)
        target_precompile_headers(
            ${name}
            PRIVATE
                <gmock/gmock.h>
                <gtest/gtest.h>
                <algorithm>
                <filesystem>
                <fstream>
                <functional>
                <map>
                <optional>
                <string>
                <vector>
                ${ARGN}
        )
    else()
        target_precompile_headers(${name} REUSE_FROM cudaenv_test_headers)
    endif()
    # ccache takes such sources only when it is told that their macros and dates may be trusted.
    if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache$")
        set(sloppiness CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime)
        set_property(
            TARGET ${name} PROPERTY CXX_COMPILER_LAUNCHER env ${sloppiness} ${CMAKE_CXX_COMPILER_LAUNCHER}
        )
        target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    endif()
endfunction()
