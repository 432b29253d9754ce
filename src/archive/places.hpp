// SPDX-License-Identifier: Apache-2.0
// Where the entries of one archive go, and who was there first.
#pragma once

#include <cudaenv/archive/unpack.hpp>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace cudaenv::archive {

enum class Claim { granted, repeated };

/// All parts count as one prefix: they are merged later, so a path belongs to one entry only.
class Places {
 public:
    explicit Places(const Request& request) : request_(request) {}

    /// The mapping's answer, checked; nullopt drops the entry.
    [[nodiscard]] std::optional<Placement> find_place(const std::string& entry) const;
    /// The path that `target`, a file or directory of the archive, has in the prefix ("" is the
    /// prefix itself); nullopt when nothing of it is kept.
    [[nodiscard]] std::optional<std::string> find_target(const std::string& target) const;
    /// Where a claimed file went; nullptr when there is none of that name.
    [[nodiscard]] const Placement* find_file(const std::string& entry) const;

    /// Throws Refusal, naming the other entry, when the place is taken.
    void claim_file(const std::string& entry, const Placement& place);
    /// As above, but a link that says the same as the one already there is `repeated`.
    [[nodiscard]] Claim claim_link(const std::string& entry,
                                   const Placement& place,
                                   const std::string& target);

 private:
    struct Owner {
        std::string entry;
        std::string target;  ///< what the link says; "" for files
    };

    [[nodiscard]] std::optional<std::string> find_directory(const std::string& target) const;

    const Request& request_;
    std::map<std::string, Placement>
        files_;  ///< by entry, sorted: a directory's files are adjacent
    std::unordered_map<std::string, Owner> owners_;  ///< by path
};

}  // namespace cudaenv::archive
