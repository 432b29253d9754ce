// SPDX-License-Identifier: Apache-2.0
// NVIDIA's redistributable component archives.
#pragma once

#include <cudaenv/source/source.hpp>
#include <cudaenv/source/sources.hpp>

namespace cudaenv::source {

class RedistSource final : public Source {
 public:
    explicit RedistSource(const Settings& settings);

    [[nodiscard]] SourceName name() const override { return SourceName::redist; }
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
    std::optional<NamedUrl> base_;
    std::vector<std::string> plain_http_hosts_;
};

}  // namespace cudaenv::source
