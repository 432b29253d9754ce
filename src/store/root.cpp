// SPDX-License-Identifier: Apache-2.0
// Making the root and the cache, and guarding a root against older programs and everything else
// against us.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/leftovers.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <optional>
#include <system_error>

namespace cudaenv::store {

namespace {

constexpr unsigned kReadable = 0755;
constexpr unsigned kPrivate = 0700;
constexpr std::uint64_t kMaxLayoutBytes = 4096;

constexpr const char* kRootCure = "chown it to your user, or set CUDAENV_ROOT to another directory";
constexpr const char* kCacheCure =
    "chown it to your user, or set XDG_CACHE_HOME to another directory";

/// nullopt when the text is no positive number.
std::optional<int> find_layout_number(std::string_view text) {
    const auto number = find_number<int>(text);
    return number && *number > 0 ? number : std::nullopt;
}

/// `more` follows what the file has to be.
std::string number_cure(const std::string& more = "") {
    return "make it a file that holds " + std::to_string(kLayoutNumber) + " and nothing else" +
           more + ", or choose another root with CUDAENV_ROOT";
}

std::string file_cure(const Layout& layout) {
    return number_cure(" and that others may not write (chmod o-w " +
                       shell_quote(layout.layout_file().string()) + ")");
}

std::optional<std::string> find_layout_text(const Layout& layout) {
    try {
        // Who only uses a root need not own it: that of a container image is the superuser's.
        return find_own_text(layout.layout_file(), Author::directory_owner, kMaxLayoutBytes);
    } catch (Error& error) {
        if (error.kind() == ErrorKind::refused) error.set_hint(file_cure(layout));
        throw;
    }
}

void ensure_ours(const fs::path& directory, unsigned mode, const char* cure, LinkedName linked) {
    try {
        ensure_own_directory(directory, mode, linked);
    } catch (Error& error) {
        if (error.kind() == ErrorKind::refused) error.set_hint(cure);
        throw;
    }
}

/// What a directory may hold that is to become a root: what the file system put there, what a run
/// left that was killed while it wrote the layout number, and, for a job without a home directory,
/// what stands below its root.
bool may_precede(const fs::path& entry, const Layout& layout) {
    const std::string name = entry.filename().string();
    return name == "lost+found" || stem_of_unique_name(name) == ".layout" ||
           entry == layout.cache || entry == layout.config;
}

std::optional<fs::path> find_foreign(const Layout& layout) {
    std::error_code error;
    fs::directory_iterator entry(layout.root, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (!may_precede(entry->path(), layout)) return entry->path();
    }
    const bool is_absent =
        error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
    if (error && !is_absent) throw io_error("read", layout.root.string(), error.value());
    return std::nullopt;
}

/// Nothing else has directories of all these names.
bool holds_our_directories(const Layout& layout) {
    return is_real_directory(layout.environments()) && is_real_directory(layout.store()) &&
           is_real_directory(layout.locks());
}

Error lost_number(const Layout& layout) {
    const std::string file = layout.layout_file().string();
    const std::string number = std::to_string(kLayoutNumber);
    return {ErrorKind::refused,
            file + " is missing, although the directory looks like one of cudaenv",
            "if it is one, write " + number + " into that file: echo " + number + " > " +
                shell_quote(file) + "; else set CUDAENV_ROOT to a new or an empty directory"};
}

void check_may_become_root(const Layout& layout) {
    const auto foreign = find_foreign(layout);
    // Another process may have made the root while this one looked.
    if (!foreign || find_layout_text(layout)) return;
    if (holds_our_directories(layout)) throw lost_number(layout);
    throw Error(ErrorKind::refused,
                layout.root.string() + " is not empty (it holds " + foreign->filename().string() +
                    ") and has no layout file, so it is no directory of cudaenv",
                "set CUDAENV_ROOT to a new or an empty directory");
}

/// What somebody left who was killed at this is swept at once: no other sweep knows that it is
/// ours.
void write_number(const Layout& layout) {
    replace_own_file(layout.layout_file(), std::to_string(kLayoutNumber) + "\n", 0644);
    remove_dead_temporaries(fs::canonical(layout.root),
                            [](std::string_view target) { return target == "layout"; });
}

}  // namespace

void ensure_layout(const Layout& layout) {
    check_layout(layout);
    const bool is_new = !find_layout_text(layout);
    if (is_new) check_may_become_root(layout);
    ensure_ours(layout.root, kReadable, kRootCure, LinkedName::allowed);
    // First of all: who is killed now leaves an empty directory, or a root.
    if (is_new) write_number(layout);
    for (const fs::path& directory : {layout.environments(),
                                      layout.store(),
                                      layout.shims(),
                                      layout.shim(),
                                      layout.shell(),
                                      layout.locks(),
                                      layout.staging(),
                                      layout.projects(),
                                      layout.kept(),
                                      layout.removals(),
                                      layout.catalog()}) {
        ensure_ours(directory, kReadable, kRootCure, LinkedName::refused);
    }
}

bool belongs_to_another(const Layout& layout) {
    std::error_code error;
    const fs::path root = fs::canonical(layout.root, error);
    return !error && !is_own_directory(root) && find_layout_text(layout).has_value();
}

void ensure_cache(const Layout& layout) {
    ensure_ours(layout.cache, kPrivate, kCacheCure, LinkedName::allowed);
    for (const fs::path& directory : {layout.downloads(), layout.download_locks()}) {
        ensure_ours(directory, kPrivate, kCacheCure, LinkedName::refused);
    }
}

void check_layout(const Layout& layout) {
    const auto text = find_layout_text(layout);
    if (!text) return;
    const auto number = find_layout_number(trim(*text));
    if (!number) {
        throw Error(ErrorKind::integrity,
                    layout.layout_file().string() + " does not hold a layout number",
                    number_cure());
    }
    if (*number <= kLayoutNumber) return;
    throw Error(ErrorKind::refused,
                layout.root.string() + " was written by a newer cudaenv (layout " +
                    std::to_string(*number) + ", this program knows " +
                    std::to_string(kLayoutNumber) + ")",
                "update cudaenv, or choose another root with CUDAENV_ROOT");
}

}  // namespace cudaenv::store
