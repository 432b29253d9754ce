// SPDX-License-Identifier: Apache-2.0
// One archive into the download cache: resumed, hashed while it arrives, verified before it gets
// its name.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/source/connection.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <functional>

namespace cudaenv::install {

struct DownloadRequest {
    const catalog::Archive& archive;
    const source::Source& source;
    const source::Purpose& purpose;
    std::filesystem::path directory;  ///< of the cache
    bool offline = false;
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
/// read nor written, and loses the name. What would fill the file system is Error(io).
/// `on_progress` gets the bytes that are there, resumed ones included. The caller holds the
/// archive's download lock until it needs the file no longer.
Download download_archive(const DownloadRequest& request,
                          source::Connection& connection,
                          const std::function<void(ByteCount)>& on_progress,
                          const std::function<void(const std::string&)>& on_warning,
                          const CancelFlag& cancel);

}  // namespace cudaenv::install
