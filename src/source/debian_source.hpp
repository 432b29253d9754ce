// SPDX-License-Identifier: Apache-2.0
// Debian's packages: toolkits and host compilers, unpacked without dpkg.
#pragma once

#include <cudaenv/source/source.hpp>
#include <cudaenv/source/sources.hpp>

namespace cudaenv::source {

class DebianSource final : public Source {
 public:
    explicit DebianSource(const Settings& settings);

    [[nodiscard]] SourceName name() const override { return SourceName::debian; }
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
    std::vector<NamedUrl> bases_;
    std::optional<Url> proxy_;
    std::optional<std::string> fault_;
    std::vector<std::string> plain_http_hosts_;
};

}  // namespace cudaenv::source
