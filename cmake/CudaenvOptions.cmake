# SPDX-License-Identifier: Apache-2.0
# Language level, warnings and sanitizers for every target of this project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

include(CTest)

option(CUDAENV_WERROR "Treat warnings as errors" OFF)
option(CUDAENV_STATIC_RUNTIME "Link the C++ runtime of cudaenv-shim statically" ON)
option(CUDAENV_CHECKPOINTS "Let tests park the programs at named steps (never for users)" OFF)
option(CUDAENV_PRECOMPILE "Precompile the headers of tests" ON)
option(CUDAENV_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
set(CUDAENV_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")

add_library(cudaenv_options INTERFACE)
target_compile_options(
    cudaenv_options
    INTERFACE
        -Wall
        -Wextra
        -Wpedantic
        -Wshadow
        -Wconversion
        -Wnon-virtual-dtor
        -Woverloaded-virtual
        $<$<BOOL:${CUDAENV_WERROR}>:-Werror>
)
target_include_directories(cudaenv_options INTERFACE ${PROJECT_SOURCE_DIR}/include)
if(CUDAENV_SANITIZE)
    target_compile_options(
        cudaenv_options
        INTERFACE -fsanitize=${CUDAENV_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    )
    target_link_options(cudaenv_options INTERFACE -fsanitize=${CUDAENV_SANITIZE})
endif()
