// SPDX-License-Identifier: Apache-2.0
// Asks compilers for their versions, and keeps the answers by the state of their files.
#include "machine/compiler_versions.hpp"

#include "machine/kept_file.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/process.hpp>

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kDeadline{5};
constexpr const char* kHead = "cudaenv-compilers 1";
constexpr const char* kNone = "-";
/// So that the file does not grow for ever; then all are asked once more.
constexpr std::size_t kMostKept = 100;

/// What changes when the file does; empty for one that cannot be told apart.
std::string state_of(const fs::path& real_path) {
    struct stat status {};
    const auto path = real_path.string();
    if (path != printable(path) || ::stat(path.c_str(), &status) != 0) return {};
    return fmt::format("{} {}.{:09} {} {}",
                       status.st_size,
                       status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec,
                       status.st_ino,
                       path);
}

/// "Debian clang version 14.0.6": the word after "version".
std::optional<Version> parse_clang_banner(std::string_view text) {
    const auto words = split_words(text);
    const auto label = std::find(words.begin(), words.end(), "version");
    if (label == words.end() || std::next(label) == words.end()) return std::nullopt;
    const auto& word = *std::next(label);
    return find_version(word.substr(0, word.find_first_not_of("0123456789.")));
}

/// A version, "-" for a program that tells none, or nullopt for one that may do so another time.
std::optional<std::string> ask(const fs::path& path,
                               CompilerKind kind,
                               const Environment& environment) {
    const bool is_clang = kind == CompilerKind::clang;
    std::vector<std::string> argv{path.string()};
    if (is_clang) {
        argv.emplace_back("--version");
    } else {
        // Both: GCC before 7 does not know the first, later ones answer the second with the major
        // alone.
        argv.insert(argv.end(), {"-dumpfullversion", "-dumpversion"});
    }
    auto plain = environment;
    plain.set("LC_ALL", "C");
    const auto result = run_process(argv, plain, kDeadline);
    if (!result || result->timed_out) return std::nullopt;
    if (result->status != 0) return kNone;
    const auto version =
        is_clang ? parse_clang_banner(result->output) : find_version(trim(result->output));
    return version ? version->text() : kNone;
}

}  // namespace

CompilerVersions::CompilerVersions(const fs::path& cache) {
    if (cache.empty()) return;
    file_ = cache / "compilers";
    const auto lines = find_kept(file_, kHead);
    if (!lines) return;
    for (const auto line : split_lines(*lines)) {
        const auto blank = line.find(' ');
        if (blank == std::string_view::npos) continue;
        kept_.emplace(line.substr(blank + 1), line.substr(0, blank));
    }
}

std::optional<Version> CompilerVersions::find(const fs::path& path,
                                              const fs::path& real_path,
                                              CompilerKind kind,
                                              const Environment& environment) {
    const auto state = state_of(real_path);
    const auto kept = kept_.find(state);
    if (!state.empty() && kept != kept_.end()) return find_version(kept->second);
    const auto answer = ask(path, kind, environment);
    if (!answer) return std::nullopt;
    if (!state.empty()) {
        if (kept_.size() >= kMostKept) kept_.clear();
        kept_[state] = *answer;
        changed_ = true;
    }
    return find_version(*answer);
}

void CompilerVersions::save() const {
    if (file_.empty() || !changed_) return;
    std::string lines;
    for (const auto& [state, version] : kept_) lines += fmt::format("{} {}\n", version, state);
    keep(file_, kHead, lines);
}

}  // namespace cudaenv::machine
