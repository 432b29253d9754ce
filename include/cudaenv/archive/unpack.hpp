// SPDX-License-Identifier: Apache-2.0
// Unpacking a hostile archive safely: every entry is judged, placed by a mapping, and written below
// given directories only.
#pragma once

#include <cudaenv/archive/byte_source.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/space_guard.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::archive {

/// tar: plain or compressed by gzip, bzip2, xz, lzma or zstd; deb: ar with one such data.tar.*
/// inside; zip: through the central directory (it holds the modes).
enum class Format { deb, tar, zip };
/// By the file name's end: .deb, .whl/.zip, .tar.*, .tgz, .txz. Throws Error(usage) for others.
Format archive_format(const std::string& file_name);

/// Where one entry of the archive goes.
struct Placement {
    std::size_t part = 0;  ///< index into UnpackRequest::parts
    std::string path;      ///< relative to that part, without leading "./"
    /// Replaces the archive's; without it 0755 when any x bit is set, 0644 otherwise.
    std::optional<unsigned> mode = std::nullopt;
};

/// Maps an entry path (cleaned: no leading "./", no "//", no final "/") to its place; nullopt drops
/// it. Called for regular files and links, and for the targets of links.
using Mapping = std::function<std::optional<Placement>(const std::string& entry)>;

/// Bounds against archives that are bombs.
struct Limits {
    /// Files, links and directories, those included that names imply; the largest of NVIDIA's
    /// archives have some ten thousand.
    std::uint64_t max_entries = 100'000;
    std::uint64_t max_bytes = 40ULL << 30U;  ///< unpacked, all entries together, dropped ones too
    std::uint64_t max_path = 1024;
    std::uint64_t max_depth = 64;          ///< components of a path: trees are walked recursively
    std::uint64_t max_names = 16U << 20U;  ///< bytes of all the names and targets remembered
    Reserve reserve;                       ///< of the file system that is unpacked to
};

struct ArchiveId {
    std::string name;  ///< in messages
    Format format = Format::tar;
};

struct UnpackRequest {
    ArchiveId id;
    /// Existing directories; an empty path: the part is not wanted.
    std::vector<std::filesystem::path> parts;
    Mapping mapping;
    Limits limits = {};
};

/// Reads the archive once. Of tar and deb each byte is wanted once, in order, so that `bytes` may
/// still be arriving; they need not be read to their end. A zip wants a seekable source
/// (Error(internal)): its list of members stands at its end.
///
/// Symbolic links: the target is resolved inside the archive's tree, mapped, and written as the
/// relative path between the two places; a link to itself or to something unmapped is dropped. Hard
/// links become regular links to the file already unpacked, mode included (or a copy in another
/// part). Files keep their time; directories are made for files and links only. All parts count as
/// one prefix, so a path belongs to one entry whatever its part.
///
/// Refused with Error(integrity), naming archive and entry: absolute or ".." names, control
/// characters in names and targets, what would stand in cudaenv's own directory, links that leave
/// the archive's tree, devices, fifos, sockets, setuid, setgid or sticky files, two different
/// entries at one place, more than the limits, compressed data that wants a window of more than
/// 64 MiB, a zip's member that is neither stored nor deflated, truncated, encrypted or malformed
/// input (libarchive's warnings included). A disk that has no more than the reserve left is
/// Error(io). Exception: an absolute link that the mapping drops (nullopt
/// for its own name) is dropped without being judged. Nothing is ever written through a link that
/// an entry made.
void unpack(ByteSource& bytes, const UnpackRequest& request, const CancelFlag& cancel);

/// Reads from `bytes` as unpack() does. Bytes of one regular file of the archive; nullopt when
/// there is none of that name. Throws Error(integrity) when it has more than `limit` bytes.
std::optional<std::string> find_member(ByteSource& bytes,
                                       const ArchiveId& id,
                                       const std::string& member,
                                       std::uint64_t limit);

}  // namespace cudaenv::archive
