// SPDX-License-Identifier: Apache-2.0
// All sources at once on a loopback server, and a directory of manifests that pins what they serve.
#pragma once

#include "integration/shipment.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::test {

enum class IndexFormat { json, html };

class Upstream {
 public:
    /// Serves CUDA 11.2.2 and GCC 10 as Debian packages, CUDA 12.4.0 and 12.4.1 and cuDNN 8 and 9
    /// as redistributables, CUDA 13.0.2 and its cuDNN as wheels.
    explicit Upstream(IndexFormat index = IndexFormat::json);

    /// Serves the shipment and pins it in the catalogue, in the place of an earlier one of the same
    /// product, version and source.
    void add(const Shipment& shipment);

    /// Publishes the shipment as NVIDIA does, with a manifest that the listing names; the catalogue
    /// knows nothing of it. Returns the manifest's path.
    std::string publish(const Shipment& shipment);

    /// Where the first package whose path contains `text` is served: "/debian/pool/…/x.deb".
    [[nodiscard]] std::string address(std::string_view text) const;
    /// The bytes served there.
    [[nodiscard]] std::string bytes(std::string_view text) const;
    /// Serves other bytes in their place, of which the catalogue knows nothing.
    void tamper(std::string_view text, std::string bytes);

    /// Writes what is served below `path` ("/compute") to `directory`.
    void save(const std::string& path, const std::filesystem::path& directory) const;
    /// Writes every wheel into `directory`.
    void save_wheels(const std::filesystem::path& directory) const;

    LoopbackServer& server() { return server_; }
    [[nodiscard]] const std::filesystem::path& catalog() const { return catalog_.path(); }
    [[nodiscard]] std::string debian_url() const { return server_.url("/debian"); }
    [[nodiscard]] std::string redist_url() const { return server_.url("/compute"); }
    [[nodiscard]] std::string wheel_index_url() const { return server_.url("/simple"); }

 private:
    void serve(const std::string& path, std::string bytes);
    void serve_listing(Product product);
    void serve_index_page(const std::string& project, const std::string& file);

    IndexFormat index_format_;
    TempDir catalog_;
    std::map<std::string, std::string> bodies_;  ///< by path on the server
    LoopbackServer server_;
};

}  // namespace cudaenv::test
