// SPDX-License-Identifier: Apache-2.0
// cudaenv-pack DIRECTORY FILE: a tool of the build. Checks the manifests in DIRECTORY and packs
// them into FILE; for a malformed one it says where, as compilers do, and fails.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/pack.hpp>
#include <cudaenv/sys/files.hpp>

#include <cstdio>

int main(int count, char** arguments) {
    if (count != 3) {
        static_cast<void>(std::fputs("usage: cudaenv-pack DIRECTORY FILE\n", stderr));
        return 2;
    }
    try {
        const auto manifests = cudaenv::catalog::directory_manifests(arguments[1]);
        cudaenv::catalog::check_manifests(*manifests);
        cudaenv::replace_file(arguments[2], cudaenv::catalog::pack_manifests(*manifests));
    } catch (const std::exception& error) {
        static_cast<void>(std::fprintf(stderr, "%s\n", error.what()));
        return 1;
    }
    return 0;
}
