// SPDX-License-Identifier: Apache-2.0
// The command line's words.
#include "cli/options/arguments.hpp"

#include <cudaenv/base/version.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using Words = std::vector<std::string>;

bool is_option(const std::string& word) {
    return word.starts_with('-') && word != "--";
}

/// A release or a range; names of environments need the dashes, because a command could have the
/// name.
bool looks_like_release(const std::string& word) {
    return find_version(word) || word == "latest" || word == "system" ||
           word.find_first_of("<>=") == 0;
}

Words::const_iterator skip_options(Words::const_iterator word, Words::const_iterator end) {
    while (word != end && is_option(*word)) {
        const bool has_value = *word == "--each";
        ++word;
        if (has_value && word != end) ++word;
    }
    return word;
}

/// Where the command of `exec` begins; the end for every other command. Dashes that stand alone or
/// after one word, which is a spec then, are ours; others are the command's own ("git log --
/// file").
Words::const_iterator find_command(const Words& words) {
    const auto exec = skip_options(words.begin(), words.end());
    if (exec == words.end() || *exec != "exec") return words.end();
    auto word = skip_options(exec + 1, words.end());
    const auto dashes = std::find(word, words.end(), "--");
    if (dashes != words.end() && dashes - word <= 1) return dashes;
    const bool has_each =
        std::any_of(exec, word, [](const auto& option) { return option.starts_with("--each"); });
    if (!has_each && word != words.end() && looks_like_release(*word)) ++word;
    return word;
}

}  // namespace

Arguments split_arguments(const Words& words) {
    auto command = find_command(words);
    if (command == words.end()) command = std::find(words.begin(), words.end(), "--");
    const Words own(words.begin(), command);
    if (command != words.end() && *command == "--") ++command;
    return {own, {command, words.end()}};
}

}  // namespace cudaenv::cli
