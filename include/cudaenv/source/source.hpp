// SPDX-License-Identifier: Apache-2.0
// Where archives come from and how their files map into a prefix: one interface, one implementation
// per kind of source.
#pragma once

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/net/fetch.hpp>
#include <cudaenv/source/obstacle.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <filesystem>
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
    Product product = Product::cuda;
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

class Connection;

/// Serves several threads at once, each through its own connection.
class Source {
 public:
    virtual ~Source() = default;
    [[nodiscard]] virtual SourceName name() const = 0;

    /// Revision of the mapping rules; part of the store key, so that a changed rule makes new
    /// entries.
    [[nodiscard]] virtual int mapping_revision() const = 0;

    /// Why this source cannot be asked at all here ("no package index is configured"); nullopt if
    /// it can.
    [[nodiscard]] virtual std::optional<Obstacle> find_obstacle() const = 0;

    /// What people call an archive: its package's own name without version and platform
    /// ("nvidia-cuda-dev", "nvidia-cuda-nvcc", "cuda_nvcc"). Names store entries and rows of the
    /// progress display.
    [[nodiscard]] virtual std::string label(const catalog::Archive& archive) const = 0;

    /// The rule that maps the archive's entries into a prefix (or into a compiler's tree).
    [[nodiscard]] virtual archive::Mapping mapping(const catalog::Archive& archive,
                                                   const Purpose& purpose) const = 0;

    /// Adds what archives lack inside their own tree: development links, launch wrappers; to a
    /// compiler what makes it run from there on the system below `system_root`. `tree` is part
    /// core, just unpacked (of a compiler: all its archives), still writable, its links judged.
    /// Throws Obstructed when an archive has something else where that should stand,
    /// Error(integrity) when the archives add up to no compiler.
    virtual void complete(TreeWriter& tree,
                          const Purpose& purpose,
                          const std::filesystem::path& system_root,
                          const CancelFlag& cancel) const = 0;

    /// A way to this source for one thread, with certificates, proxy, credentials and permissions
    /// of this source alone. Refers to all three. Throws Error(usage) for a malformed proxy.
    [[nodiscard]] std::unique_ptr<Connection> connect(const Environment& environment,
                                                      const Clock& clock) const;

 protected:
    friend class Connection;

    /// Where Connection asks whether anything answers, in order.
    [[nodiscard]] virtual std::vector<NamedUrl> asked_places() const = 0;
    /// As Connection::locate.
    virtual std::vector<Address> locate(const catalog::Archive& archive,
                                        const Purpose& purpose,
                                        net::Client& client,
                                        const CancelFlag& cancel) const = 0;
    /// Certificates, proxy, plain-http permissions.
    [[nodiscard]] virtual net::ClientOptions client_options() const = 0;
};

}  // namespace cudaenv::source
