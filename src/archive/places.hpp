// SPDX-License-Identifier: Apache-2.0
// Where the entries of one archive go, and who was there first.
#pragma once

#include <cudaenv/archive/unpack.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cudaenv::archive {

enum class Claim { granted, repeated };

/// All parts count as one prefix: they are merged later, so a path belongs to one entry only.
class Places {
 public:
    explicit Places(const UnpackRequest& request) : request_(request) {}

    /// The mapping's answer, checked; nullopt drops the entry.
    [[nodiscard]] std::optional<Placement> find_place(const std::string& entry) const;
    /// The path that `target`, a file or directory of the archive, has in the prefix ("" is the
    /// prefix itself); nullopt when nothing of it is kept.
    [[nodiscard]] std::optional<std::string> find_target(const std::string& target) const;
    /// Where a claimed file went; nullptr when there is none of that name.
    [[nodiscard]] const Placement* find_file(std::string_view entry) const;

    /// Throws Refusal, naming the other entry, when the place is taken.
    void claim_file(std::string entry, Placement place);
    /// As above, but a link that says the same as the one already there is `repeated`. `target` is
    /// what the link will say; its names are the caller's to count.
    [[nodiscard]] Claim claim_link(std::string entry, Placement place, std::string target);

    /// Counts names that are kept in memory, here or elsewhere. Throws Refusal beyond the limit.
    void count_names(std::uint64_t bytes);

 private:
    struct Owner {
        std::string entry;
        Placement place;
        std::string target;  ///< what the link says; "" for files
    };

    [[nodiscard]] std::optional<std::string> find_directory(const std::string& target) const;
    /// The owner, and whether it is the new one.
    std::pair<const Owner*, bool> claim(Owner owner);

    const UnpackRequest& request_;
    std::deque<Owner> owners_;
    std::unordered_map<std::string_view, const Owner*> by_path_;
    /// Files only, sorted: a directory's are adjacent.
    std::map<std::string_view, const Owner*> files_;
    std::uint64_t names_ = 0;
};

}  // namespace cudaenv::archive
