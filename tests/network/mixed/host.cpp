// SPDX-License-Identifier: Apache-2.0
// Compiled by the system's g++: uses what newer libstdc++ headers take from a newer libstdc++.
#include <map>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

int runtime_version();

static std::string describe(const std::vector<int>& values) {
    std::ostringstream text;
    std::map<std::string, int> named;
    for (int value : values) named[std::to_string(value)] = value;
    for (const auto& [name, value] : named) text << name << '=' << value << ' ';
    return text.str();
}

int main(int argc, char**) {
    const auto text = std::make_shared<std::string>(describe({1, 2, argc}));
    const bool ok = std::regex_search(*text, std::regex("[0-9]+=[0-9]+"));
    return ok && runtime_version() >= 0 ? 0 : 1;
}
