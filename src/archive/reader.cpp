// SPDX-License-Identifier: Apache-2.0
// libarchive's reading side behind typed calls; a deb's inner archive streams from its outer one.
#include "archive/reader.hpp"

#include "archive/decompress.hpp"
#include "archive/memory.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace cudaenv::archive {
namespace {

constexpr unsigned kModeBits = 07777;
constexpr Allowance kHeader{kMaxHeader, "its header is larger than 2 MiB"};
constexpr Allowance kMemberList{kMaxMemberList, "its list of members is larger than 8 MiB"};

bool is_package_data(std::string_view member) {
    return member == "data.tar" || member.starts_with("data.tar.");
}

std::string text_or_empty(const char* text, const char* alternative) {
    if (text != nullptr) return text;
    return alternative != nullptr ? alternative : "";
}

std::string name_of(::archive_entry* header) {
    return text_or_empty(archive_entry_pathname(header), archive_entry_pathname_utf8(header));
}

EntryType type_of(::archive_entry* header) {
    switch (archive_entry_filetype(header)) {
        case AE_IFREG:
            return EntryType::file;
        case AE_IFDIR:
            return EntryType::directory;
        case AE_IFLNK:
            return EntryType::symlink;
        default:
            return EntryType::special;
    }
}

/// libarchive tells the method of a zip's member only by a name: "ZIP 2.0 (deflation)".
bool is_plain_zip_member(::archive* reader) {
    const std::string_view format = archive_format_name(reader);
    return format.ends_with("(deflation)") || format.ends_with("(uncompressed)");
}

}  // namespace

void require_readable(const Entry& entry) {
    if (entry.encryption == Encryption::present) throw Refusal("it is encrypted");
    if (entry.has_odd_compression) {
        throw Refusal(
            "it is compressed in a way that wheels do not use: neither stored nor deflated");
    }
}

Reader::Reader(ByteSource& bytes, const ArchiveId& id)
    : id_(id),
      // Names are UTF-8 in pax headers and in zip files; under the "C" locale libarchive would
      // refuse to convert them. Where the system lacks this locale the names stay ASCII-only.
      locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    switch (id.format) {
        case Format::deb:
            open_package(bytes);
            break;
        case Format::tar:
            open_tar(bytes);
            break;
        case Format::zip:
            open_zip(bytes);
            break;
    }
}

void Reader::open_zip(ByteSource& bytes) {
    if (bytes.seekable() == nullptr) {
        throw Error(ErrorKind::internal,
                    fmt::format("{} is a zip, and not all of it is here", id_.name));
    }
    feed_ = std::make_unique<Feed>(bytes, id_.name);
    entries_ = make_read_handle(id_.name);
    archive_read_support_format_zip_seekable(entries_.get());
    feed_->attach_to(entries_.get());
}

void Reader::open_tar(ByteSource& bytes) {
    tar_ = decompress(bytes, id_.name);
    feed_ = std::make_unique<Feed>(*tar_, id_.name);
    entries_ = make_read_handle(id_.name);
    archive_read_support_format_tar(entries_.get());
    feed_->attach_to(entries_.get());
}

void Reader::open_package(ByteSource& bytes) {
    package_feed_ = std::make_unique<Feed>(bytes, id_.name);
    package_ = make_read_handle(id_.name);
    archive_read_support_format_ar(package_.get());
    package_feed_->attach_to(package_.get());
    if (!find_package_data()) throw Refusal("it has no data.tar member");
    package_data_ = std::make_unique<MemberSource>(package_.get(), *package_feed_);
    open_tar(*package_data_);
}

bool Reader::find_package_data() {
    while (::archive_entry* member = next_header(package_.get(), *package_feed_, kHeader)) {
        if (is_package_data(name_of(member))) return true;
    }
    return false;
}

std::optional<Entry> Reader::next() {
    const locale_t previous = locale_ ? ::uselocale(locale_.get()) : nullptr;
    const ScopeExit restore([previous] {
        if (previous != nullptr) ::uselocale(previous);
    });
    // A zip's list of members is read with its first one.
    const bool has_list = id_.format == Format::zip && archive_file_count(entries_.get()) == 0;
    ::archive_entry* header = next_header(entries_.get(), *feed_, has_list ? kMemberList : kHeader);
    if (header != nullptr) return make_entry(header);
    if (package_ && find_package_data()) throw Refusal("it has two data.tar members");
    return std::nullopt;
}

std::optional<Block> Reader::next_block() {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(entries_.get(), &data, &size, &offset);
    if (!feed_->has_more(entries_.get(), result)) return std::nullopt;
    return Block{.data = {static_cast<const char*>(data), size},
                 .offset = static_cast<std::uint64_t>(offset)};
}

void Reader::skip_data(std::uint64_t limit) {
    feed_->limit({limit, "the archive unpacks to more than it may"});
    feed_->require_ok(entries_.get(), archive_read_data_skip(entries_.get()));
    feed_->unlimit();
}

::archive_entry* Reader::next_header(::archive* reader, Feed& feed, const Allowance& allowance) {
    ::archive_entry* header = nullptr;
    feed.limit(allowance);
    const int result = archive_read_next_header(reader, &header);
    feed.unlimit();
    return feed.has_more(reader, result) ? header : nullptr;
}

Entry Reader::make_entry(::archive_entry* header) const {
    Entry entry;
    entry.name = name_of(header);
    entry.type = type_of(header);
    if (const char* target = archive_entry_hardlink(header)) {
        entry.type = EntryType::hard_link;
        entry.target = target;
    } else if (entry.type == EntryType::symlink) {
        entry.target =
            text_or_empty(archive_entry_symlink(header), archive_entry_symlink_utf8(header));
    }
    entry.mode = archive_entry_mode(header) & kModeBits;
    entry.mtime = archive_entry_mtime(header);
    entry.size = static_cast<std::uint64_t>(archive_entry_size(header));
    if (archive_entry_is_encrypted(header) != 0) entry.encryption = Encryption::present;
    if (id_.format == Format::zip) entry.has_odd_compression = !is_plain_zip_member(entries_.get());
    return entry;
}

}  // namespace cudaenv::archive
