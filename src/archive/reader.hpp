// SPDX-License-Identifier: Apache-2.0
// The entries of a tar, zip or deb file one after the other, as libarchive reads them.
#pragma once

#include "archive/feed.hpp"

#include <cudaenv/archive/byte_source.hpp>
#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/handle.hpp>

#include <archive.h>

#include <clocale>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace cudaenv::archive {

enum class EntryType { file, directory, symlink, hard_link, special };
enum class Encryption { none, present };

/// One entry as the archive claims it, not judged yet.
struct Entry {
    std::string name;
    EntryType type = EntryType::file;
    std::string target;  ///< of links
    unsigned mode = 0;   ///< permission, setuid, setgid and sticky bits
    std::int64_t mtime = 0;
    std::uint64_t size = 0;  ///< 0 when the header does not tell
    Encryption encryption = Encryption::none;
    /// Of a zip's member: neither stored nor deflated. Else false.
    bool has_odd_compression = false;
};

/// Throws Refusal for what is encrypted, or compressed as no wheel's member is.
void require_readable(const Entry& entry);

/// A piece of a file; what lies between two pieces is a hole.
struct Block {
    std::string_view data;  ///< valid until the next call
    std::uint64_t offset = 0;
};

/// Throws Refusal for whatever libarchive complains about, warnings included, and for what would
/// need more memory than memory.hpp grants; Error(io) when the file itself cannot be read;
/// Interrupted.
class Reader {
 public:
    /// Both must outlive it. Throws Error(internal) for a zip from bytes that cannot be sought.
    Reader(ByteSource& bytes, const ArchiveId& id);

    /// The next entry; nullopt after the last. The data of the one before must have been read or
    /// skipped.
    [[nodiscard]] std::optional<Entry> next();
    /// The next piece of the current entry's data; nullopt at its end.
    [[nodiscard]] std::optional<Block> next_block();
    /// Passes over the current entry's data, at most `limit` bytes of the archive.
    void skip_data(std::uint64_t limit);

 private:
    using Locale = CHandle<std::remove_pointer_t<locale_t>, freelocale>;

    void open_zip(ByteSource& bytes);
    void open_tar(ByteSource& bytes);
    void open_package(ByteSource& bytes);
    [[nodiscard]] bool find_package_data();
    [[nodiscard]] static ::archive_entry* next_header(::archive* reader,
                                                      Feed& feed,
                                                      const Allowance& allowance);
    [[nodiscard]] Entry make_entry(::archive_entry* header) const;

    const ArchiveId& id_;
    Locale locale_;
    // Of a deb: the ar file, and its data.tar member. Each reads from what stands above it.
    std::unique_ptr<Feed> package_feed_;
    ReadHandle package_;
    std::unique_ptr<MemberSource> package_data_;
    std::unique_ptr<ByteSource> tar_;
    std::unique_ptr<Feed> feed_;
    ReadHandle entries_;
};

}  // namespace cudaenv::archive
