// SPDX-License-Identifier: Apache-2.0
// Archives are written through libarchive into a string.
#include "support/archive_builder.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>

namespace cudaenv::test {
namespace {

using Type = ArchiveEntry::Type;

struct WriteDeleter {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct EntryDeleter {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive* /*writer*/, void* bytes, const void* data, std::size_t size) noexcept {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
}

/// Warnings pass: the names here are odd on purpose.
void require(archive* writer, la_ssize_t result) {
    if (result >= ARCHIVE_WARN) return;
    const char* reason = archive_error_string(writer);
    throw std::runtime_error(std::string("archive builder: ") + (reason ? reason : "failed"));
}

unsigned file_type(Type type) {
    switch (type) {
        case Type::directory:
            return AE_IFDIR;
        case Type::symlink:
            return AE_IFLNK;
        case Type::character_device:
            return AE_IFCHR;
        case Type::fifo:
            return AE_IFIFO;
        default:
            return AE_IFREG;
    }
}

void set_content(archive_entry* header, const ArchiveEntry& entry) {
    if (entry.type == Type::symlink) {
        archive_entry_set_symlink(header, entry.content.c_str());
    } else if (entry.type == Type::hard_link) {
        archive_entry_set_hardlink(header, entry.content.c_str());
    } else if (entry.type == Type::file) {
        const auto size = static_cast<la_int64_t>(entry.content.size());
        const auto hole = static_cast<la_int64_t>(entry.hole);
        archive_entry_set_size(header, hole + size);
        if (hole > 0) archive_entry_sparse_add_entry(header, hole, size);
    }
}

void write_entry(archive* writer, const ArchiveEntry& entry) {
    const std::unique_ptr<archive_entry, EntryDeleter> header(archive_entry_new());
    archive_entry_set_pathname(header.get(), entry.name.c_str());
    archive_entry_set_mode(header.get(), file_type(entry.type) | entry.mode);
    archive_entry_set_mtime(header.get(), entry.mtime, 0);
    set_content(header.get(), entry);
    require(writer, archive_write_header(writer, header.get()));
    if (entry.type != Type::file) return;
    const std::string data = std::string(entry.hole, '\0') + entry.content;
    require(writer, archive_write_data(writer, data.data(), data.size()));
}

std::string write_archive(const std::function<void(archive*)>& choose_format,
                          const std::vector<ArchiveEntry>& entries) {
    std::string bytes;
    const std::unique_ptr<archive, WriteDeleter> writer(archive_write_new());
    choose_format(writer.get());
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    require(writer.get(), archive_write_open(writer.get(), &bytes, nullptr, append, nullptr));
    for (const ArchiveEntry& entry : entries) write_entry(writer.get(), entry);
    require(writer.get(), archive_write_close(writer.get()));
    return bytes;
}

/// The default level allocates 100 MB, even for a few bytes.
void set_lowest_level(archive* writer, const char* filter) {
    require(writer, archive_write_set_filter_option(writer, filter, "compression-level", "0"));
}

void choose_compression(archive* writer, Compression compression) {
    switch (compression) {
        case Compression::none:
            return;
        case Compression::gzip:
            return require(writer, archive_write_add_filter_gzip(writer));
        case Compression::bzip2:
            return require(writer, archive_write_add_filter_bzip2(writer));
        case Compression::zstd:
            return require(writer, archive_write_add_filter_zstd(writer));
        case Compression::lzma:
            require(writer, archive_write_add_filter_lzma(writer));
            return set_lowest_level(writer, "lzma");
        case Compression::xz:
            require(writer, archive_write_add_filter_xz(writer));
            return set_lowest_level(writer, "xz");
    }
}

std::string suffix(Compression compression) {
    switch (compression) {
        case Compression::none:
            return "";
        case Compression::gzip:
            return ".gz";
        case Compression::bzip2:
            return ".bz2";
        case Compression::lzma:
            return ".lzma";
        case Compression::xz:
            return ".xz";
        case Compression::zstd:
            return ".zst";
    }
    return "";
}

void put_number(std::string& bytes, std::size_t at, std::uint32_t number, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        bytes.at(at + i) = static_cast<char>((number >> (8U * i)) & 0xFFU);
    }
}

/// As xz, zip and gzip compute it.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0U;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

}  // namespace

ArchiveEntry file_entry(std::string name, std::string content, unsigned mode) {
    return {.name = std::move(name), .content = std::move(content), .mode = mode};
}

ArchiveEntry directory_entry(std::string name) {
    return {.type = Type::directory, .name = std::move(name), .content = {}, .mode = 0755};
}

ArchiveEntry symlink_entry(std::string name, std::string target) {
    return {
        .type = Type::symlink, .name = std::move(name), .content = std::move(target), .mode = 0777};
}

ArchiveEntry hard_link_entry(std::string name, std::string target) {
    return {.type = Type::hard_link, .name = std::move(name), .content = std::move(target)};
}

ArchiveEntry special_entry(ArchiveEntry::Type type, std::string name) {
    return {.type = type, .name = std::move(name), .content = {}};
}

std::string make_tar(const std::vector<ArchiveEntry>& entries, Compression compression) {
    return write_archive(
        [compression](archive* writer) {
            choose_compression(writer, compression);
            require(writer, archive_write_set_format_pax_restricted(writer));
        },
        entries);
}

std::string make_compressed(const std::string& bytes, Compression compression) {
    return write_archive(
        [compression](archive* writer) {
            choose_compression(writer, compression);
            require(writer, archive_write_set_format_raw(writer));
        },
        {file_entry("bytes", bytes)});
}

std::string make_zip(const std::vector<ArchiveEntry>& entries, const std::string& password) {
    return write_archive(
        [&password](archive* writer) {
            require(writer, archive_write_set_format_zip(writer));
            if (password.empty()) return;
            require(writer, archive_write_set_passphrase(writer, password.c_str()));
            require(writer, archive_write_set_options(writer, "zip:encryption=traditional"));
        },
        entries);
}

std::string make_ar(const std::vector<std::pair<std::string, std::string>>& members) {
    std::vector<ArchiveEntry> entries;
    entries.reserve(members.size());
    for (const auto& [name, content] : members) entries.push_back(file_entry(name, content));
    return write_archive(
        [](archive* writer) { require(writer, archive_write_set_format_ar_svr4(writer)); },
        entries);
}

std::string make_deb(const std::vector<ArchiveEntry>& entries, Compression compression) {
    return make_ar({{"debian-binary", "2.0\n"},
                    {"control.tar.xz", make_tar({file_entry("./control", "Package: sample\n")})},
                    {"data.tar" + suffix(compression), make_tar(entries, compression)}});
}

std::string with_xz_dictionary(std::string xz, unsigned code) {
    constexpr std::size_t block = 12;  // after the stream's header
    const std::size_t size = (static_cast<unsigned char>(xz.at(block)) + 1U) * 4U;
    xz.at(block + 4) = static_cast<char>(code);
    const std::size_t sum = block + size - 4;
    put_number(xz, sum, crc32(std::string_view(xz).substr(block, size - 4)), 4);
    return xz;
}

std::string with_lzma_dictionary(std::string lzma, std::uint32_t size) {
    put_number(lzma, 1, size, 4);
    return lzma;
}

std::string with_zstd_window(std::string zstd, unsigned log) {
    if ((static_cast<unsigned char>(zstd.at(4)) & 0x20U) != 0) {
        throw std::runtime_error("archive builder: a frame of a single segment has no window");
    }
    zstd.at(5) = static_cast<char>((log - 10U) << 3U);
    return zstd;
}

std::string with_zip_method(std::string zip, unsigned method) {
    for (const auto& [signature, field] : {std::pair{"PK\x03\x04", 8U}, {"PK\x01\x02", 10U}}) {
        for (std::size_t at = zip.find(signature); at != std::string::npos;
             at = zip.find(signature, at + 4)) {
            put_number(zip, at + field, method, 2);
        }
    }
    return zip;
}

std::filesystem::path write_bytes(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream stream(path, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) throw std::runtime_error("archive builder: cannot write " + path.string());
    return path;
}

}  // namespace cudaenv::test
