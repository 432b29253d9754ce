// SPDX-License-Identifier: Apache-2.0
// Builds small archives in memory: well-formed ones, and ones no honest tool would make.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::test {

/// One entry, written as given: absolute names, "..", and odd modes are not questioned.
struct ArchiveEntry {
    enum class Type { file, directory, symlink, hard_link, character_device, fifo };
    Type type = Type::file;
    std::string name;
    std::string content;  ///< a file's bytes; a link's target
    unsigned mode = 0644;
    std::int64_t mtime = 1'700'000'000;
    std::uint64_t hole = 0;  ///< in a tar: bytes of a leading hole before `content`
};

ArchiveEntry file_entry(std::string name, std::string content, unsigned mode = 0644);
ArchiveEntry directory_entry(std::string name);
ArchiveEntry symlink_entry(std::string name, std::string target);
ArchiveEntry hard_link_entry(std::string name, std::string target);
/// A device or a fifo.
ArchiveEntry special_entry(ArchiveEntry::Type type, std::string name);

enum class Compression { none, gzip, bzip2, lzma, xz, zstd };

/// The bytes of a pax tar.
std::string make_tar(const std::vector<ArchiveEntry>& entries,
                     Compression compression = Compression::xz);
/// `bytes`, compressed, in no archive.
std::string make_compressed(const std::string& bytes, Compression compression);
/// The bytes of a zip or wheel; encrypted (the traditional way) when a password is given.
std::string make_zip(const std::vector<ArchiveEntry>& entries, const std::string& password = {});
/// The bytes of an ar archive of (name, content) members.
std::string make_ar(const std::vector<std::pair<std::string, std::string>>& members);
/// The bytes of a Debian package whose data.tar holds `entries`.
std::string make_deb(const std::vector<ArchiveEntry>& entries,
                     Compression compression = Compression::xz);

/// `xz`, whose first block claims the dictionary size that the format codes as `code`: 28 is
/// 64 MiB, 29 is 96 MiB, 37 is 1.5 GiB.
std::string with_xz_dictionary(std::string xz, unsigned code);
/// `lzma` with another dictionary size in its header.
std::string with_lzma_dictionary(std::string lzma, std::uint32_t size);
/// `zstd`, whose first frame claims a window of 2^`log` bytes.
std::string with_zstd_window(std::string zstd, unsigned log);
/// `zip`, whose members claim the compression method `method`.
std::string with_zip_method(std::string zip, unsigned method);

/// Writes `bytes` to a new file at `path`, making its directories, and returns `path`.
std::filesystem::path write_bytes(const std::filesystem::path& path, std::string_view bytes);

}  // namespace cudaenv::test
