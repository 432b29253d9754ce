# SPDX-License-Identifier: Apache-2.0
# cudaenv_module(<name> USES <module>... LIBRARIES <target>... SOURCES <file>...)
#
# Declares the static library cudaenv_<name>. USES is both the link list and the input of the
# lint.layers test, which rejects any other #include <cudaenv/...>. LIBRARIES are third-party
# targets, visible to this module's sources only.
function(cudaenv_module name)
    cmake_parse_arguments(MODULE "" "" "USES;LIBRARIES;SOURCES" ${ARGN})
    add_library(cudaenv_${name} STATIC ${MODULE_SOURCES})
    target_link_libraries(cudaenv_${name} PRIVATE cudaenv_options ${MODULE_LIBRARIES})
    target_include_directories(cudaenv_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
    foreach(used IN LISTS MODULE_USES)
        target_link_libraries(cudaenv_${name} PUBLIC cudaenv_${used})
    endforeach()
    string(REPLACE ";" " " uses "${MODULE_USES}")
    set_property(GLOBAL APPEND PROPERTY CUDAENV_LAYERS "${name}: ${uses}")
endfunction()

# cudaenv_unit_test(<module> USES <module>... LIBRARIES <target>... SOURCES <file>...)
#
# One GoogleTest program per module; each TEST is a CTest test with the label "unit".
function(cudaenv_unit_test name)
    cudaenv_gtest(unit_${name} LABEL unit ${ARGN} USES ${name})
endfunction()

function(cudaenv_gtest name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "USES;LIBRARIES;SOURCES;DEFINITIONS" ${ARGN})
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
    endforeach()
    gtest_discover_tests(
        ${name}
        TEST_PREFIX "${TEST_LABEL}."
        PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT}
        DISCOVERY_MODE PRE_TEST
    )
endfunction()
