// SPDX-License-Identifier: Apache-2.0
// Lets the shell tests reach the library: makes a root's shims, and plays both ends of a quoting
// round trip.
#include <cudaenv/activation/shell.hpp>
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/sys/environment.hpp>

#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using cudaenv::Environment;
namespace activation = cudaenv::activation;

/// Values of arbitrary bytes, rich in what shells give a meaning to; some variables are unset.
activation::Changes random_changes(unsigned seed) {
    constexpr std::string_view likely = "'\"\\$`!#~*?[]{}()<>|&;=%^, \t\n\r:";
    std::mt19937 generator(seed);
    const auto number = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(generator);
    };
    activation::Changes changes{{"PROBE_UNSET", std::nullopt}, {"PROBE_EMPTY", ""}};
    for (int variable = 0; variable < 40; ++variable) {
        std::string value;
        for (std::size_t length = number(30); length > 0; --length) {
            value +=
                number(2) == 0 ? likely[number(likely.size())] : static_cast<char>(number(255) + 1);
        }
        changes.emplace("PROBE_" + std::to_string(variable), value);
    }
    // fish treats names that end in PATH as lists, which it splits and joins at colons.
    changes.emplace("PROBE_PATH", "/a b:/it's:/\\:/$x");
    return changes;
}

int refresh(const std::string& root, const std::string& shim, const std::string& program) {
    activation::refresh_shims({root, root + "/cache", root + "/config"}, {shim, program, {"nvcc"}});
    return 0;
}

int print_changes(const std::string& shell, unsigned seed) {
    const std::string code =
        activation::render_changes(random_changes(seed), *activation::find_shell(shell));
    return std::fputs(code.c_str(), stdout) < 0 ? 1 : 0;
}

int check_changes(unsigned seed) {
    const Environment environment = Environment::capture();
    int wrong = 0;
    for (const auto& [name, value] : random_changes(seed)) {
        if (environment.find(name) == value) continue;
        std::fprintf(stderr, "seed %u: %s differs\n", seed, name.c_str());
        ++wrong;
    }
    return wrong == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv, argv + argc);
    if (words.size() == 5 && words[1] == "refresh") return refresh(words[2], words[3], words[4]);
    if (words.size() == 4 && words[1] == "print") {
        return print_changes(words[2], static_cast<unsigned>(std::stoul(words[3])));
    }
    if (words.size() == 3 && words[1] == "check") {
        return check_changes(static_cast<unsigned>(std::stoul(words[2])));
    }
    return 2;
}
