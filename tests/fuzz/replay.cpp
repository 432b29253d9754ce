// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over the files of its corpus, and over what becomes of them when they are cut
// or a byte is changed.
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// The input, and about a hundred neighbours of it.
std::size_t run_with_neighbours(const std::string& input) {
    constexpr std::size_t kPlaces = 32;
    std::size_t runs = 1;
    run(input);
    const std::size_t step = std::max<std::size_t>(1, input.size() / kPlaces);
    for (std::size_t at = 0; at < input.size(); at += step, runs += 3) {
        run(input.substr(0, at));
        std::string changed = input;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        run(changed);
        changed[at] = '\0';
        run(changed);
    }
    return runs;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t files = 0;
    std::size_t runs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            runs += run_with_neighbours({std::istreambuf_iterator<char>(file), {}});
            ++files;
        }
    }
    std::cout << files << " files of the corpus, " << runs << " inputs\n";
    return files > 0 ? 0 : 1;
}
