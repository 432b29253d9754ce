// SPDX-License-Identifier: Apache-2.0
// NVIDIA's wheels on a Python package index, or in a directory of wheels.
#pragma once

#include "source/wheel_index.hpp"

#include <cudaenv/source/source.hpp>
#include <cudaenv/source/sources.hpp>

#include <map>
#include <mutex>

namespace cudaenv::source {

class WheelSource final : public Source {
 public:
    explicit WheelSource(const Settings& settings);

    [[nodiscard]] SourceName name() const override { return SourceName::wheels; }
    [[nodiscard]] int mapping_revision() const override { return 1; }
    [[nodiscard]] std::optional<Obstacle> find_obstacle() const override;
    [[nodiscard]] std::string label(const catalog::Archive& archive) const override;
    [[nodiscard]] archive::Mapping mapping(const catalog::Archive& archive,
                                           const Purpose& purpose) const override;
    void complete(TreeWriter& tree,
                  const Purpose& purpose,
                  const std::filesystem::path& system_root,
                  const CancelFlag& cancel) const override;
    [[nodiscard]] net::ClientOptions client_options() const override;

 protected:
    [[nodiscard]] std::vector<NamedUrl> asked_places() const override;
    std::vector<Address> locate(const catalog::Archive& archive,
                                const Purpose& purpose,
                                net::Client& client,
                                const CancelFlag& cancel) const override;

 private:
    using Page = std::shared_ptr<const IndexPage>;

    [[nodiscard]] Page load_page(const Url& url,
                                 net::Client& client,
                                 const CancelFlag& cancel) const;
    [[nodiscard]] std::optional<Address> find_on_page(const Url& url,
                                                      const catalog::Archive& archive,
                                                      net::Client& client,
                                                      const CancelFlag& cancel) const;
    [[nodiscard]] std::optional<Address> find_in_place(const Url& place,
                                                       const catalog::Archive& archive,
                                                       net::Client& client,
                                                       const CancelFlag& cancel) const;

    std::vector<NamedUrl> indexes_;
    std::vector<NamedUrl> find_links_;
    std::optional<std::string> ca_bundle_;
    std::optional<Url> proxy_;
    std::optional<std::string> fault_;
    std::vector<std::string> plain_http_hosts_;

    mutable std::mutex mutex_;
    mutable std::map<std::string, Page> pages_;  ///< by its text(), guarded by mutex_
};

}  // namespace cudaenv::source
