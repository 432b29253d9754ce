// SPDX-License-Identifier: Apache-2.0
// Where archives come from and how their files map into a prefix: one interface, one implementation
// per kind of source.
#pragma once

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/net/fetch.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

/// Parts of a toolkit archive in the store. `core` is what everyone needs; `statics` the big
/// *_static.a of the maths libraries (cudart, cudadevrt, culibos, nvptxcompiler, cufilt and
/// nvshmem_device stay in core).
inline constexpr std::size_t kCore = 0;
inline constexpr std::size_t kStatics = 1;
inline constexpr std::size_t kParts = 2;
/// "core", "static".
std::string_view part_text(std::size_t part);
/// Whether prefix path `path` ("lib/libcublas_static.a") belongs to the static part.
bool is_big_static(std::string_view path);

/// What an archive is unpacked for.
struct Purpose {
    Platform platform = Platform::linux_x86_64;
    catalog::Provides provides = catalog::Provides::toolkit;
    std::string product = "cuda";
    Version release;  ///< the toolkit label, the library's or the compiler's version
    /// Of a library whose archives hold builds for several toolkits: the toolkit beside which it
    /// will stand. Else empty.
    Version toolkit = {};
};

/// Where an archive is.
struct Address {
    Url url;
    net::Reach reach = net::Reach::anywhere;

    friend bool operator==(const Address&, const Address&) = default;
};

class Source {
 public:
    virtual ~Source() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// Revision of the mapping rules; part of the store key, so that a changed rule makes new
    /// entries.
    [[nodiscard]] virtual int mapping_revision() const = 0;

    /// Why this source cannot be asked at all here ("no package index is configured: set
    /// PIP_INDEX_URL, …"); nullopt if it can.
    [[nodiscard]] virtual std::optional<std::string> unusable_reason() const = 0;

    /// True when at least one of the configured addresses answers within `timeout`, which is for
    /// all of them together; fills `reason` when none does. Throws Interrupted when cancelled.
    virtual bool is_reachable(net::Client& client,
                              std::chrono::milliseconds timeout,
                              std::string& reason,
                              const CancelFlag& cancel) const = 0;

    /// Addresses of an archive, best first, never empty. May read an index page. Called from
    /// several threads at once, each with its own client. Throws Error(network), also when no
    /// address has the archive, Error(integrity) for an index that lists the file with another
    /// digest, Error(refused) for an address outside of the source's own host.
    virtual std::vector<Address> locate(const catalog::Archive& archive,
                                        const Purpose& purpose,
                                        net::Client& client,
                                        const CancelFlag& cancel) const = 0;

    /// The rule that maps the archive's entries into a prefix (or into a compiler's tree).
    [[nodiscard]] virtual archive::Mapping mapping(const catalog::Archive& archive,
                                                   const Purpose& purpose) const = 0;

    /// Adds what the archive lacks inside its own tree: development links, launch wrappers. `part`
    /// is part core, just unpacked, still writable, its links judged. Throws Obstructed when the
    /// archive has something else where that should stand.
    virtual void complete(TreeWriter& part,
                          const catalog::Archive& archive,
                          const Purpose& purpose,
                          const CancelFlag& cancel) const = 0;

    /// Options for a client that talks to this source (certificates, proxy, plain-http
    /// permissions).
    [[nodiscard]] virtual net::ClientOptions client_options() const = 0;
};

}  // namespace cudaenv::source
