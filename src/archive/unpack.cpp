// SPDX-License-Identifier: Apache-2.0
// Reads an archive once: files are written as they come, symbolic links when all files are there.
#include "archive/entry_name.hpp"
#include "archive/new_file.hpp"
#include "archive/places.hpp"
#include "archive/reader.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::archive {
namespace {

constexpr unsigned kExecutableBits = 0111;
constexpr unsigned kSpecialBits = 07000;  // setuid, setgid, sticky
constexpr unsigned kPermissionBits = 0777;

struct Link {
    std::string entry;
    Placement place;
    std::string target;  ///< as the archive says
};

bool is_absolute(const std::string& target) {
    return target.starts_with('/');
}

void judge(const Entry& entry) {
    require_readable(entry);
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

/// All parts are on one file system: what is unpacked is placed by renames.
std::filesystem::path unpacked_to(const UnpackRequest& request) {
    const auto& parts = request.parts;
    const auto wanted =
        std::find_if(parts.begin(), parts.end(), [](const auto& part) { return !part.empty(); });
    return wanted == parts.end() ? std::filesystem::path() : *wanted;
}

class Unpacker {
 public:
    /// `current` names the entry at work, for messages.
    Unpacker(ByteSource& bytes,
             const UnpackRequest& request,
             const CancelFlag& cancel,
             std::string& current);
    void run();

 private:
    void take(const Entry& entry);
    void take_file(const Entry& entry, const std::string& name);
    void take_symlink(const Entry& entry, const std::string& name);
    void take_hard_link(const Entry& entry, const std::string& name);
    void make_symlink(Link link);

    std::uint64_t copy_data(const Entry& entry, NewFile* file);
    void copy_between_parts(TreeWriter& source,
                            const std::string& from,
                            TreeWriter& tree,
                            const std::string& to);
    void require_room(std::uint64_t size) const;
    void require_few_entries() const;
    [[nodiscard]] TreeWriter* tree_of(const Placement& place);

    const UnpackRequest& request_;
    const CancelFlag& cancel_;
    std::string& current_;
    Reader reader_;
    Places places_;
    SpaceGuard disk_;
    std::vector<std::optional<TreeWriter>> trees_;  ///< by part; none where it is not wanted
    std::vector<Link> links_;
    std::uint64_t entries_ = 0;
    std::uint64_t unpacked_ = 0;  ///< bytes of all entries, dropped ones too
};

Unpacker::Unpacker(ByteSource& bytes,
                   const UnpackRequest& request,
                   const CancelFlag& cancel,
                   std::string& current)
    : request_(request),
      cancel_(cancel),
      current_(current),
      reader_(bytes, request.id),
      places_(request),
      disk_("unpack " + request.id.name, unpacked_to(request), request.limits.reserve) {
    for (const std::filesystem::path& part : request.parts) {
        trees_.push_back(part.empty() ? std::nullopt : std::optional<TreeWriter>(part));
    }
}

void Unpacker::run() {
    while (const auto entry = reader_.next()) {
        current_ = entry->name;
        cancel_.check();
        take(*entry);
        require_few_entries();
        current_.clear();
    }
    for (Link& link : links_) {
        cancel_.check();
        current_ = link.entry;
        make_symlink(std::move(link));
        require_few_entries();
    }
}

void Unpacker::take(const Entry& entry) {
    ++entries_;
    require_few_entries();
    judge(entry);
    const std::string name = clean_name(entry.name, request_.limits, "its name");
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
    disk_.spend(0);
    NewFile file(*tree, place->path);
    const std::uint64_t size = copy_data(entry, &file);
    file.finish(size, mode_of(entry, *place), entry.mtime);
    unpacked_ += size;
}

void Unpacker::take_symlink(const Entry& entry, const std::string& name) {
    auto place = places_.find_place(name);
    if (!place && is_absolute(entry.target)) return;
    check_target(entry.target, request_.limits, "its target");
    check_name(resolve_target(name, entry.target), request_.limits, "its target");
    if (!place) return;
    places_.count_names(name.size() + place->path.size() + entry.target.size());
    links_.push_back({.entry = name, .place = *std::move(place), .target = entry.target});
}

void Unpacker::take_hard_link(const Entry& entry, const std::string& name) {
    const std::string target = clean_name(entry.target, request_.limits, "its hard link's target");
    const auto place = places_.find_place(name);
    if (!place) return;
    const Placement* original = places_.find_file(target);
    TreeWriter* source = original != nullptr ? tree_of(*original) : nullptr;
    TreeWriter* tree = tree_of(*place);
    if (tree != nullptr && source == nullptr) {
        throw Refusal(fmt::format("it is a hard link to {}, which is not unpacked", target));
    }
    places_.claim_file(name, *place);
    if (tree == nullptr) return;
    disk_.spend(0);
    if (original->part == place->part) {
        tree->make_hard_link(original->path, place->path);
    } else {
        copy_between_parts(*source, original->path, *tree, place->path);
    }
}

void Unpacker::copy_between_parts(TreeWriter& source,
                                  const std::string& from,
                                  TreeWriter& tree,
                                  const std::string& to) {
    std::uint64_t copied = 0;
    copy_file(source, from, tree, to, [&](std::uint64_t size) {
        cancel_.check();
        require_room(size);
        disk_.spend(size - copied);
        copied = size;
    });
    unpacked_ += copied;
}

void Unpacker::make_symlink(Link link) {
    const auto target = places_.find_target(resolve_target(link.entry, link.target));
    if (!target) {
        if (is_absolute(link.target)) {
            throw Refusal(
                fmt::format("the symbolic link to \"{}\" leaves the archive", link.target));
        }
        return;
    }
    if (*target == link.place.path) return;
    const std::string text = relative_target(link.place.path, *target);
    if (text.size() > request_.limits.max_path) {
        throw Refusal(
            fmt::format("its target would be longer than {} bytes", request_.limits.max_path));
    }
    places_.count_names(text.size());
    const std::string path = link.place.path;
    TreeWriter* tree = tree_of(link.place);
    const Claim claim = places_.claim_link(std::move(link.entry), std::move(link.place), text);
    if (claim == Claim::repeated || tree == nullptr) return;
    disk_.spend(0);
    tree->make_symlink(path, text);
}

/// Reads the entry to its end, into `file` unless there is none; returns its size.
std::uint64_t Unpacker::copy_data(const Entry& entry, NewFile* file) {
    std::uint64_t end = 0;
    while (const auto block = reader_.next_block()) {
        cancel_.check();
        if (block->offset < end) throw Refusal("its data is out of order");
        end = block->offset + block->data.size();
        require_room(end);
        if (file == nullptr) continue;
        disk_.spend(block->data.size());
        file->write(*block);
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

/// Directories that only names imply count too: each costs as much as a file.
void Unpacker::require_few_entries() const {
    std::uint64_t count = entries_;
    for (const auto& tree : trees_) count += tree ? tree->directories_made() : 0;
    if (count <= request_.limits.max_entries) return;
    throw Refusal(fmt::format("the archive has more than {} entries", request_.limits.max_entries));
}

TreeWriter* Unpacker::tree_of(const Placement& place) {
    std::optional<TreeWriter>& tree = trees_[place.part];
    return tree ? &*tree : nullptr;
}

}  // namespace

void unpack(ByteSource& bytes, const UnpackRequest& request, const CancelFlag& cancel) {
    std::string current;
    try {
        Unpacker(bytes, request, cancel, current).run();
    } catch (const Refusal& refusal) {
        throw refused_archive(request.id.name, current, refusal.what());
    } catch (const Obstructed& obstructed) {
        throw refused_archive(request.id.name, current, obstructed.what());
    }
}

}  // namespace cudaenv::archive
