// SPDX-License-Identifier: Apache-2.0
// One thread's way to a source.
#pragma once

#include <cudaenv/source/source.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::source {

/// Owns the one client that all its requests go through: what is open to a server stays open from
/// one archive to the next. Made by Source::connect; for one thread at a time.
class Connection {
 public:
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// nullopt when at least one of the source's addresses answers within `timeout`, which is for
    /// all of them together; else what the first failed with. Throws Interrupted when cancelled.
    [[nodiscard]] std::optional<std::string> unreachable_reason(std::chrono::milliseconds timeout,
                                                                const CancelFlag& cancel);

    /// Addresses of an archive, best first, never empty. May read an index page. Throws
    /// Error(network), also when no address has the archive, Error(integrity) for an index that
    /// lists the file with another digest, Error(refused) for an address outside of the source's
    /// own host.
    std::vector<Address> locate(const catalog::Archive& archive,
                                const Purpose& purpose,
                                const CancelFlag& cancel);

    /// As net::Client.
    net::Response fetch(const net::FetchRequest& request,
                        net::Sink& sink,
                        const CancelFlag& cancel);
    net::Page fetch_text(const net::FetchRequest& request,
                         std::uint64_t limit,
                         const CancelFlag& cancel);

 private:
    friend class Source;
    Connection(const Source& source, const Environment& environment, const Clock& clock);

    const Source& source_;
    const Clock& clock_;
    net::Client client_;
};

}  // namespace cudaenv::source
