// SPDX-License-Identifier: Apache-2.0
// libarchive's reading side behind typed calls; a deb's inner archive streams from its outer one.
#include "reader.hpp"
#include "refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>

namespace cudaenv::archive {
namespace {

constexpr unsigned kModeBits = 07777;

bool is_package_data(std::string_view member) {
    return member == "data.tar" || member.starts_with("data.tar.");
}

/// libarchive mixes errno values of the system with its own; only these mean a broken machine.
bool is_system_failure(int error_number) {
    return error_number == EIO || error_number == EISDIR || error_number == ENOMEM;
}

const char* reason_of(::archive* source) {
    const char* reason = archive_error_string(source);
    return reason != nullptr ? reason : "it cannot be read";
}

/// Feeds the current member of the archive `context` to libarchive as if it were a file.
la_ssize_t read_member(::archive* reader, void* context, const void** data) noexcept {
    auto* source = static_cast<::archive*>(context);
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = ARCHIVE_OK;
    while (result == ARCHIVE_OK && size == 0) {
        result = archive_read_data_block(source, data, &size, &offset);
    }
    if (result == ARCHIVE_EOF) return 0;
    if (result == ARCHIVE_OK) return static_cast<la_ssize_t>(size);
    archive_set_error(reader, archive_errno(source), "%s", reason_of(source));
    return ARCHIVE_FATAL;
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

Entry make_entry(::archive_entry* header) {
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
    return entry;
}

}  // namespace

Reader::Reader(const Input& input)
    : input_(input),
      // Names are UTF-8 in pax headers and in zip files; under the "C" locale libarchive would
      // refuse to convert them. Where the system lacks this locale the names stay ASCII-only.
      locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
      file_(input.descriptor, input.name),
      feed_(file_) {
    open_file_as(input.format);
    if (input.format == Format::deb) open_package_data();
    entries_ = package_data_ ? package_data_.get() : outer_.get();
}

Reader::Handle Reader::make_handle() const {
    Handle handle(archive_read_new());
    if (!handle) throw io_error("read", input_.name, ENOMEM);
    return handle;
}

namespace {

/// The compressions that libarchive links; `archive_read_support_filter_all` would add some that
/// start a program because of a few bytes in a hostile file.
void support_compressed_tar(::archive* source) {
    archive_read_support_filter_gzip(source);
    archive_read_support_filter_bzip2(source);
    archive_read_support_filter_lzma(source);
    archive_read_support_filter_xz(source);
    archive_read_support_filter_zstd(source);
    archive_read_support_format_tar(source);
}

}  // namespace

void Reader::open_file_as(Format format) {
    outer_ = make_handle();
    switch (format) {
        case Format::deb:
            archive_read_support_format_ar(outer_.get());
            break;
        case Format::tar:
            support_compressed_tar(outer_.get());
            break;
        case Format::zip:
            archive_read_support_format_zip_seekable(outer_.get());
            break;
    }
    require_ok(outer_.get(), feed_.open(outer_.get()));
}

void Reader::open_package_data() {
    if (!find_package_data()) throw Refusal("it has no data.tar member");
    package_data_ = make_handle();
    support_compressed_tar(package_data_.get());
    require_ok(package_data_.get(),
               archive_read_open(package_data_.get(), outer_.get(), nullptr, read_member, nullptr));
}

bool Reader::find_package_data() {
    while (::archive_entry* member = next_header(outer_.get())) {
        if (is_package_data(name_of(member))) return true;
    }
    return false;
}

std::optional<Entry> Reader::next() {
    const locale_t previous = locale_ ? ::uselocale(locale_.get()) : nullptr;
    const ScopeExit restore([previous] {
        if (previous != nullptr) ::uselocale(previous);
    });
    if (::archive_entry* header = next_header(entries_)) return make_entry(header);
    if (package_data_ && find_package_data()) throw Refusal("it has two data.tar members");
    return std::nullopt;
}

std::optional<Block> Reader::next_block() {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(entries_, &data, &size, &offset);
    if (result == ARCHIVE_EOF) return std::nullopt;
    require_ok(entries_, result);
    return Block{.data = {static_cast<const char*>(data), size},
                 .offset = static_cast<std::uint64_t>(offset)};
}

ByteCount Reader::consumed() const {
    return {static_cast<std::uint64_t>(archive_filter_bytes(outer_.get(), -1))};
}

::archive_entry* Reader::next_header(::archive* source) {
    ::archive_entry* header = nullptr;
    const int result = archive_read_next_header(source, &header);
    if (result == ARCHIVE_EOF) return nullptr;
    require_ok(source, result);
    return header;
}

void Reader::require_ok(::archive* source, int result) const {
    if (result == ARCHIVE_OK) return;
    feed_.rethrow();
    const int error_number = archive_errno(source);
    if (is_system_failure(error_number)) throw io_error("read", input_.name, error_number);
    throw Refusal(reason_of(source));
}

}  // namespace cudaenv::archive
