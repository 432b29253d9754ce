// SPDX-License-Identifier: Apache-2.0
// Unpacking a hostile archive safely: every entry is judged, placed by a mapping, and written below given
// directories only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/sys/cancel.hpp>

namespace cudaenv::archive {

/// deb: ar with data.tar.{xz,zst,gz} inside; tar: any compression libarchive knows; zip: through the central
/// directory (it holds the modes).
enum class Format { deb, tar, zip };
/// By the file name's end: .deb, .whl/.zip, .tar.*, .tgz, .txz. Throws Error(usage) for others.
Format archive_format(const std::string& file_name);

/// Where one entry of the archive goes.
struct Placement {
    std::size_t part = 0;           ///< index into Destination::parts
    std::string path;               ///< relative to that part, without leading "./"
    std::optional<unsigned> mode;   ///< replaces the archive's; else 0755 when any x bit is set, 0644 otherwise
};

/// Maps an entry path (cleaned: no leading "./", no "//", no final "/") to its place; nullopt drops it.
/// Called for regular files and links, and for the targets of links.
using Mapping = std::function<std::optional<Placement>(const std::string& entry)>;

/// Bounds against archives that are bombs.
struct Limits {
    std::uint64_t max_entries = 400'000;
    std::uint64_t max_bytes = 40ULL << 30U;  ///< unpacked, all entries together
    std::uint64_t max_path = 1024;
};

struct Request {
    std::filesystem::path file;
    Format format = Format::tar;
    std::vector<std::filesystem::path> parts;  ///< existing directories; an empty path: the part is not wanted
    Mapping mapping;
    Limits limits;
    std::function<void(ByteCount read)> on_progress;  ///< compressed bytes read so far; may be empty
};

struct Report {
    std::uint64_t files = 0;
    ByteCount bytes;
    std::vector<std::string> dropped_links;  ///< links whose target is outside the mapping
};

/// Symbolic links: the target is resolved inside the archive's tree, mapped, and written as the relative path between
/// the two places; a link to itself or to something unmapped is dropped. Hard links become regular links to the
/// file already unpacked (or a copy in another part).
/// Refused with Error(integrity), naming archive and entry: absolute or ".." names, links that leave the archive's
/// tree, devices, fifos, sockets, setuid or setgid files, two different entries at one place, more than the limits,
/// truncated or malformed input. Exception: an absolute link that the mapping drops (nullopt for its own name) is
/// dropped without being judged. Nothing is ever written through a link that an entry made.
Report unpack(const Request& request, const CancelFlag& cancel);

/// Bytes of one member (of a zip or tar), at most `limit`; nullopt when there is none.
std::optional<std::string> find_member(const std::filesystem::path& file, Format format, const std::string& member, std::uint64_t limit);

}  // namespace cudaenv::archive
