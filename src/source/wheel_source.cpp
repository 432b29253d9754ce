// SPDX-License-Identifier: Apache-2.0
// Looks for wheels in the places pip would: find-links first, then the indexes in order.
#include "source/wheel_source.hpp"

#include "source/wheel_layout.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>

#include <fmt/format.h>

#include <functional>
#include <system_error>
#include <utility>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

std::string project_of(const catalog::Archive& archive) {
    return archive.path.substr(0, archive.path.find('/'));
}

/// All places as they may be shown.
std::vector<std::string> shown(const std::vector<NamedUrl>& places,
                               const std::vector<NamedUrl>& more) {
    std::vector<std::string> texts;
    for (const auto* each : {&places, &more}) {
        for (const NamedUrl& place : *each) texts.push_back(place.shown());
    }
    return texts;
}

/// What a place is asked for: pip's own rule gives a file: index its index.html.
Url project_page(const Url& index, const std::string& project) {
    return index.joined(index.is_local() ? project + "/index.html" : project + "/");
}

}  // namespace

WheelSource::WheelSource(const Settings& settings)
    : indexes_(settings.wheel_indexes),
      find_links_(settings.find_links),
      ca_bundle_(settings.wheel_ca_bundle),
      proxy_(settings.wheel_proxy),
      fault_(settings.wheel_fault),
      plain_http_hosts_(settings.plain_http_hosts) {}

std::optional<Obstacle> WheelSource::find_obstacle() const {
    if (fault_) return Obstacle{*fault_};
    if (!indexes_.empty() || !find_links_.empty()) return std::nullopt;
    return Obstacle{"no package index is configured",
                    "set PIP_INDEX_URL, index-url in pip.conf, or PIP_FIND_LINKS=<directory of "
                    "wheels>"};
}

std::vector<NamedUrl> WheelSource::asked_places() const {
    std::vector<NamedUrl> places = find_links_;
    places.insert(places.end(), indexes_.begin(), indexes_.end());
    return places;
}

std::vector<Address> WheelSource::locate(const catalog::Archive& archive,
                                         const Purpose& /*purpose*/,
                                         net::Client& client,
                                         const CancelFlag& cancel) const {
    std::vector<std::function<std::optional<Address>()>> searches;
    for (const NamedUrl& place : find_links_) {
        searches.emplace_back([&] { return find_in_place(place.url, archive, client, cancel); });
    }
    for (const NamedUrl& index : indexes_) {
        const Url page = project_page(index.url, project_of(archive));
        searches.emplace_back([&, page] { return find_on_page(page, archive, client, cancel); });
    }
    std::optional<Error> failure;
    for (const auto& search : searches) {
        try {
            // The first place that has it is enough: asking the others may take a time-out each.
            if (const std::optional<Address> address = search()) return {*address};
        } catch (const Error& error) {
            if (!failure && error.kind() != ErrorKind::not_found) failure = error;
        }
    }
    if (failure) throw Error(*failure);
    // Like a file that no mirror has: the release exists, these places cannot deliver it.
    throw Error(ErrorKind::network,
                fmt::format("{} of project {} is not on {}",
                            archive.file_name(),
                            project_of(archive),
                            fmt::join(shown(find_links_, indexes_), ", ")),
                Advice::other_index_or_source);
}

std::optional<Address> WheelSource::find_in_place(const Url& place,
                                                  const catalog::Archive& archive,
                                                  net::Client& client,
                                                  const CancelFlag& cancel) const {
    if (!place.is_local()) return find_on_page(place, archive, client, cancel);
    const fs::path path = place.local_path();
    for (const std::string& name : directory_names(path)) {
        if (is_same_wheel(name, archive.file_name())) return Address{place.joined(name)};
    }
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return std::nullopt;
    if (is_same_wheel(path.filename().string(), archive.file_name())) return Address{place};
    if (path.extension() == ".whl") return std::nullopt;
    return find_on_page(place, archive, client, cancel);
}

std::optional<Address> WheelSource::find_on_page(const Url& url,
                                                 const catalog::Archive& archive,
                                                 net::Client& client,
                                                 const CancelFlag& cancel) const {
    const Page page = load_page(url, client, cancel);
    const std::optional<Url> found = find_wheel(*page, archive);
    if (!found) return std::nullopt;
    return Address{found->with_credentials_of(url), page->reach};
}

WheelSource::Page WheelSource::load_page(const Url& url,
                                         net::Client& client,
                                         const CancelFlag& cancel) const {
    const std::string key = url.text();
    {
        const std::lock_guard lock(mutex_);
        const auto known = pages_.find(key);
        if (known != pages_.end()) return known->second;
    }
    // Not under the lock: two threads may fetch one page twice, but none waits for another's page.
    net::FetchRequest request{url};
    request.accept = kIndexAccept;
    Page page = std::make_shared<const IndexPage>(
        parse_index_page(client.fetch_text(request, kMaxIndexPage, cancel), cancel));
    const std::lock_guard lock(mutex_);
    return pages_.emplace(key, std::move(page)).first->second;
}

std::string WheelSource::label(const catalog::Archive& archive) const {
    return project_of(archive);
}

archive::Mapping WheelSource::mapping(const catalog::Archive& archive,
                                      const Purpose& /*purpose*/) const {
    return wheel_mapping(project_of(archive));
}

void WheelSource::complete(TreeWriter& tree,
                           const Purpose& /*purpose*/,
                           const std::filesystem::path& /*system_root*/,
                           const CancelFlag& cancel) const {
    complete_wheel_tree(tree, cancel);
}

net::ClientOptions WheelSource::client_options() const {
    net::ClientOptions options;
    options.policy.plain_http_hosts = plain_http_hosts_;
    options.ca_bundle = ca_bundle_;
    options.proxy = proxy_;
    // A page may name any server: links to these go with the credentials that the user has there.
    for (const auto* places : {&find_links_, &indexes_}) {
        for (const NamedUrl& place : *places) options.named_by_user.push_back(place.url);
    }
    return options;
}

}  // namespace cudaenv::source
