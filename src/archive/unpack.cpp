// SPDX-License-Identifier: Apache-2.0
// Reads an archive once: files are written as they come, symbolic links when all files are there.
#include "entry_name.hpp"
#include "new_file.hpp"
#include "places.hpp"
#include "reader.hpp"
#include "refusal.hpp"
#include "tree_writer.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::archive {
namespace {

constexpr unsigned kExecutableBits = 0111;
constexpr unsigned kSpecialBits = 07000;  // setuid, setgid, sticky
constexpr unsigned kPermissionBits = 0777;
constexpr std::uint64_t kProgressStep = 1U << 20U;

struct Link {
    std::string entry;
    Placement place;
    std::string target;        ///< as the archive says
    std::string target_entry;  ///< resolved inside the archive
};

bool is_absolute(const std::string& target) {
    return target.starts_with('/');
}

void judge(const Entry& entry) {
    if (entry.encryption == Encryption::present) throw Refusal("it is encrypted");
    if (entry.type == EntryType::special) throw Refusal("it is a device, fifo or socket");
    const bool is_file = entry.type == EntryType::file || entry.type == EntryType::hard_link;
    if (is_file && (entry.mode & kSpecialBits) != 0) {
        throw Refusal("it has a setuid, setgid or sticky bit");
    }
}

unsigned mode_of(const Entry& entry, const Placement& place) {
    if (place.mode) return *place.mode & kPermissionBits;
    return (entry.mode & kExecutableBits) != 0 ? 0755 : 0644;
}

class Unpacker {
 public:
    /// `current` names the entry at work, for messages.
    Unpacker(const Request& request, const CancelFlag& cancel, std::string& current);
    Report run();

 private:
    void take(const Entry& entry);
    void take_file(const Entry& entry, const std::string& name);
    void take_symlink(const Entry& entry, const std::string& name);
    void take_hard_link(const Entry& entry, const std::string& name);
    void make_symlink(const Link& link);

    std::uint64_t copy_data(const Entry& entry, NewFile* file);
    void require_room(std::uint64_t size) const;
    void pulse();
    [[nodiscard]] TreeWriter* tree_of(const Placement& place);

    const Request& request_;
    const CancelFlag& cancel_;
    std::string& current_;
    Reader reader_;
    Places places_;
    std::vector<std::optional<TreeWriter>> trees_;  ///< by part; none where it is not wanted
    std::vector<Link> links_;
    std::uint64_t entries_ = 0;
    std::uint64_t unpacked_ = 0;  ///< bytes of all entries, dropped ones too
    std::uint64_t reported_ = 0;
    Report report_;
};

Unpacker::Unpacker(const Request& request, const CancelFlag& cancel, std::string& current)
    : request_(request),
      cancel_(cancel),
      current_(current),
      reader_(request.input),
      places_(request) {
    for (const std::filesystem::path& part : request.parts) {
        trees_.push_back(part.empty() ? std::nullopt : std::optional<TreeWriter>(part));
    }
}

Report Unpacker::run() {
    while (const auto entry = reader_.next()) {
        current_ = entry->name;
        pulse();
        take(*entry);
        current_.clear();
    }
    for (const Link& link : links_) {
        current_ = link.entry;
        make_symlink(link);
    }
    return std::move(report_);
}

void Unpacker::take(const Entry& entry) {
    if (++entries_ > request_.limits.max_entries) {
        throw Refusal(fmt::format("the archive has more than {} entries", entries_ - 1));
    }
    judge(entry);
    const std::string name = clean_name(entry.name, request_.limits.max_path, "its name");
    if (entry.type == EntryType::directory) return;
    if (name.empty()) throw Refusal("its name is that of the archive's root");
    switch (entry.type) {
        case EntryType::symlink:
            return take_symlink(entry, name);
        case EntryType::hard_link:
            return take_hard_link(entry, name);
        default:
            return take_file(entry, name);
    }
}

void Unpacker::take_file(const Entry& entry, const std::string& name) {
    const auto place = places_.find_place(name);
    if (place) places_.claim_file(name, *place);
    TreeWriter* tree = place ? tree_of(*place) : nullptr;
    if (tree == nullptr) {
        unpacked_ += copy_data(entry, nullptr);
        return;
    }
    NewFile file(*tree, place->path);
    const std::uint64_t size = copy_data(entry, &file);
    file.finish(size, mode_of(entry, *place), entry.mtime);
    unpacked_ += size;
    report_.bytes += {size};
    ++report_.files;
}

void Unpacker::take_symlink(const Entry& entry, const std::string& name) {
    auto place = places_.find_place(name);
    if (!place && is_absolute(entry.target)) return;
    if (entry.target.size() > request_.limits.max_path) {
        throw Refusal(fmt::format("its target is longer than {} bytes", request_.limits.max_path));
    }
    std::string target = resolve_target(name, entry.target);
    if (!place) return;
    links_.push_back({.entry = name,
                      .place = *std::move(place),
                      .target = entry.target,
                      .target_entry = std::move(target)});
}

void Unpacker::take_hard_link(const Entry& entry, const std::string& name) {
    const std::string target =
        clean_name(entry.target, request_.limits.max_path, "its hard link's target");
    const auto place = places_.find_place(name);
    if (!place) return;
    const Placement* original = places_.find_file(target);
    TreeWriter* source = original != nullptr ? tree_of(*original) : nullptr;
    TreeWriter* tree = tree_of(*place);
    if (tree != nullptr && source == nullptr) {
        throw Refusal(
            fmt::format("it is a hard link to {}, which is not unpacked", printable(target)));
    }
    places_.claim_file(name, *place);
    if (tree == nullptr) return;
    if (original->part == place->part) {
        tree->make_hard_link(original->path, place->path);
    } else {
        copy_file(*source, original->path, *tree, place->path);
    }
    ++report_.files;
}

void Unpacker::make_symlink(const Link& link) {
    cancel_.check();
    const auto target = places_.find_target(link.target_entry);
    if (!target) {
        if (is_absolute(link.target)) {
            throw Refusal(fmt::format("the symbolic link to \"{}\" leaves the archive",
                                      printable(link.target)));
        }
        report_.dropped_links.push_back(link.entry);
        return;
    }
    if (*target == link.place.path) return;
    const std::string text = relative_target(link.place.path, *target);
    const Claim claim = places_.claim_link(link.entry, link.place, text);
    TreeWriter* tree = tree_of(link.place);
    if (claim == Claim::granted && tree != nullptr) tree->make_symlink(link.place.path, text);
}

/// Reads the entry to its end, into `file` unless it is null; returns its size.
std::uint64_t Unpacker::copy_data(const Entry& entry, NewFile* file) {
    std::uint64_t end = 0;
    while (const auto block = reader_.next_block()) {
        pulse();
        if (block->offset < end) throw Refusal("its data is out of order");
        end = block->offset + block->data.size();
        require_room(end);
        if (file != nullptr) file->write(*block);
    }
    const std::uint64_t size = std::max(end, entry.size);
    require_room(size);
    return size;
}

void Unpacker::require_room(std::uint64_t size) const {
    if (size <= request_.limits.max_bytes - unpacked_) return;
    throw Refusal(fmt::format("the archive unpacks to more than {}",
                              render_bytes({request_.limits.max_bytes})));
}

void Unpacker::pulse() {
    cancel_.check();
    const std::uint64_t consumed = reader_.consumed().value;
    if (consumed < reported_ + kProgressStep) return;
    reported_ = consumed;
    if (request_.on_progress) request_.on_progress({consumed});
}

TreeWriter* Unpacker::tree_of(const Placement& place) {
    std::optional<TreeWriter>& tree = trees_[place.part];
    return tree ? &*tree : nullptr;
}

}  // namespace

Report unpack(const Request& request, const CancelFlag& cancel) {
    std::string current;
    try {
        return Unpacker(request, cancel, current).run();
    } catch (const Refusal& refusal) {
        throw refused_archive(request.input.name, current, refusal);
    }
}

}  // namespace cudaenv::archive
