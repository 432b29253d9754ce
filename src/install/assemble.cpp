// SPDX-License-Identifier: Apache-2.0
// Laying store entries over one another as a prefix.
#include "install/assemble.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

bool same_bytes(const fs::path& left, const fs::path& right, const CancelFlag& cancel) {
    if (fs::equivalent(left, right)) return true;
    if (fs::file_size(left) != fs::file_size(right)) return false;
    return digest::hash_file(left, cancel) == digest::hash_file(right, cancel);
}

}  // namespace

void Assembler::add(const fs::path& entry) {
    const std::string owner = entry.filename().string();
    const fs::recursive_directory_iterator end;
    for (fs::recursive_directory_iterator at(entry); at != end; ++at) {
        cancel_.check();
        const fs::directory_entry& item = *at;
        const std::string relative = item.path().lexically_relative(entry).string();
        if (relative == store::kOwnDirectory) {
            at.disable_recursion_pending();
            continue;
        }
        if (item.is_symlink()) {
            add_link(item.path(), relative, owner);
        } else if (item.is_directory()) {
            ensure_directory(prefix_ / relative);
        } else {
            add_file(item.path(), relative, owner);
        }
    }
}

void Assembler::add_file(const fs::path& from,
                         const std::string& relative,
                         const std::string& owner) {
    const fs::path to = prefix_ / relative;
    if (owners_.contains(relative)) {
        if (fs::is_symlink(to) || !same_bytes(from, to, cancel_)) conflict(relative, owner);
        return;
    }
    link_or_copy(from, to);
    owners_.emplace(relative, owner);
}

void Assembler::add_link(const fs::path& from,
                         const std::string& relative,
                         const std::string& owner) {
    const fs::path to = prefix_ / relative;
    const fs::path target = fs::read_symlink(from);
    if (owners_.contains(relative)) {
        if (!fs::is_symlink(to) || fs::read_symlink(to) != target) conflict(relative, owner);
        return;
    }
    fs::create_symlink(target, to);
    owners_.emplace(relative, owner);
}

void Assembler::conflict(const std::string& relative, const std::string& owner) const {
    throw Error(ErrorKind::integrity,
                fmt::format("{} and {} both bring {}, with different content",
                            owners_.at(relative),
                            owner,
                            relative),
                "the releases do not fit together; nothing was installed");
}

}  // namespace cudaenv::install
