// SPDX-License-Identifier: Apache-2.0
// The entries of a tar, zip or deb file one after the other, as libarchive reads them.
#pragma once

#include "byte_source.hpp"
#include "feed.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/handle.hpp>

#include <archive.h>

#include <clocale>
#include <cstdint>
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
};

/// A piece of a file; what lies between two pieces is a hole.
struct Block {
    std::string_view data;  ///< valid until the next call
    std::uint64_t offset = 0;
};

/// Throws Refusal for whatever libarchive complains about, warnings included, and Error(io) when
/// the file itself cannot be read.
class Reader {
 public:
    /// `input` must outlive it.
    explicit Reader(const Input& input);

    /// The next entry; nullopt after the last.
    [[nodiscard]] std::optional<Entry> next();
    /// The next piece of the current entry's data; nullopt at its end.
    [[nodiscard]] std::optional<Block> next_block();
    /// Bytes of the file consumed so far.
    [[nodiscard]] ByteCount consumed() const;

 private:
    using Handle = CHandle<::archive, archive_read_free>;
    using Locale = CHandle<std::remove_pointer_t<locale_t>, freelocale>;

    [[nodiscard]] Handle make_handle() const;
    void open_file_as(Format format);
    void open_package_data();
    [[nodiscard]] bool find_package_data();
    [[nodiscard]] ::archive_entry* next_header(::archive* source);
    void require_ok(::archive* source, int result) const;

    const Input& input_;
    Locale locale_;
    FileSource file_;
    Feed feed_;
    Handle outer_;
    Handle package_data_;  ///< of a deb: its data.tar member, fed from outer_
    ::archive* entries_ = nullptr;
};

}  // namespace cudaenv::archive
