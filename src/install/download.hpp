// SPDX-License-Identifier: Apache-2.0
// One archive into the download cache: resumed, hashed while it arrives, verified before it gets
// its name.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/source/connection.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cudaenv::install {

/// Which archive, and where it goes. Refers to what outlives it.
struct DownloadRequest {
    const catalog::Archive& archive;
    const source::Purpose& purpose;
    SourceName source = SourceName::redist;
    std::filesystem::path directory;     ///< of the cache
    std::optional<std::string> offline;  ///< who forbids to fetch anything
    /// Gets the bytes that are there, resumed ones included.
    std::function<void(ByteCount)> on_progress;
    std::function<void(const std::string&)> on_warning;
};

struct Download {
    std::filesystem::path file;
    UniqueFd content;   ///< the very file that was hashed, open: its name may be another's by now
    ByteCount fetched;  ///< bytes that came over the network in this call
};

/// `<directory>/<sha256>` holds the verified archive afterwards; `<sha256>.partial` what has
/// arrived so far. A partial is kept when the transfer breaks, and re-hashed when it goes on; one
/// with a wrong size or digest is deleted, which is Error(integrity) at once, whatever other
/// addresses there are. What stands under either name and is no file of this user alone is neither
/// read nor written, and loses the name. What would fill the file system is Error(io). The caller
/// holds the archive's download lock until it needs the file no longer.
Download download_archive(const DownloadRequest& request,
                          source::Connection& connection,
                          const CancelFlag& cancel);

}  // namespace cudaenv::install
