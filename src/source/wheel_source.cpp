// SPDX-License-Identifier: Apache-2.0
// Looks for wheels in the places pip would: find-links first, then the indexes in order.
#include "source/reachable.hpp"
#include "source/wheel_layout.hpp"
#include "source/wheel_source.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/net/url.hpp>
#include <cudaenv/sys/tree_links.hpp>

#include <fmt/format.h>

#include <functional>
#include <system_error>
#include <utility>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPageLimit = 16U << 20U;

std::string project_of(const catalog::Archive& archive) {
    return archive.path.substr(0, archive.path.find('/'));
}

bool is_remote(const std::string& place) {
    return place.starts_with("http://") || place.starts_with("https://");
}

std::string file_url(const fs::path& path) {
    std::string text = replace_all(fs::absolute(path).lexically_normal().string(), "%", "%25");
    for (const auto& [letter, code] : {std::pair{" ", "%20"}, {"#", "%23"}, {"?", "%3F"}}) {
        text = replace_all(std::move(text), letter, code);
    }
    return "file://" + text;
}

fs::path local_path(const std::string& place) {
    return place.starts_with("file:") ? fs::path(net::file_url_path(place)) : fs::path(place);
}

/// All places as they may be shown.
std::vector<std::string> redacted(std::vector<std::string> places,
                                  const std::vector<std::string>& more) {
    places.insert(places.end(), more.begin(), more.end());
    for (std::string& place : places) place = redact_url(place);
    return places;
}

/// What a place is asked for: pip's own rule gives a file: index its index.html.
std::string project_page(const std::string& index, const std::string& project) {
    const std::string page = net::join_url(index, project + "/");
    return is_remote(index) ? page : page + "index.html";
}

}  // namespace

WheelSource::WheelSource(const Settings& settings)
    : indexes_(settings.wheel_indexes),
      find_links_(settings.find_links),
      ca_bundle_(settings.wheel_ca_bundle),
      proxy_(settings.wheel_proxy),
      plain_http_hosts_(settings.plain_http_hosts) {}

std::optional<std::string> WheelSource::unusable_reason() const {
    if (!indexes_.empty() || !find_links_.empty()) return std::nullopt;
    return "no package index is configured: set PIP_INDEX_URL, index-url in pip.conf, or "
           "PIP_FIND_LINKS=<directory of wheels>";
}

bool WheelSource::is_reachable(net::Client& client,
                               std::chrono::milliseconds timeout,
                               std::string& reason,
                               const CancelFlag& cancel) const {
    std::vector<std::string> urls;
    for (const std::string& place : find_links_) {
        urls.push_back(is_remote(place) ? place : file_url(local_path(place)));
    }
    urls.insert(urls.end(), indexes_.begin(), indexes_.end());
    return is_any_reachable(urls, client, timeout, reason, cancel);
}

std::vector<std::string> WheelSource::locate(const catalog::Archive& archive,
                                             const Purpose& /*purpose*/,
                                             net::Client& client,
                                             const CancelFlag& cancel) const {
    std::vector<std::function<std::optional<std::string>()>> searches;
    for (const std::string& place : find_links_) {
        searches.emplace_back([&] { return find_in_place(place, archive, client, cancel); });
    }
    for (const std::string& index : indexes_) {
        const std::string page = project_page(index, project_of(archive));
        searches.emplace_back([&, page] { return find_on_page(page, archive, client, cancel); });
    }
    std::optional<Error> failure;
    for (const auto& search : searches) {
        try {
            // The first place that has it is enough: asking the others may take a time-out each.
            if (const std::optional<std::string> url = search()) return {*url};
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
                            fmt::join(redacted(find_links_, indexes_), ", ")),
                "the index may be incomplete: try another one with PIP_INDEX_URL=<address>, or "
                "another source with --source");
}

std::optional<std::string> WheelSource::find_in_place(const std::string& place,
                                                      const catalog::Archive& archive,
                                                      net::Client& client,
                                                      const CancelFlag& cancel) const {
    if (is_remote(place)) return find_on_page(place, archive, client, cancel);
    const fs::path path = local_path(place);
    for (const std::string& name : directory_names(path)) {
        if (is_same_wheel(name, archive.file_name())) return file_url(path / name);
    }
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return std::nullopt;
    if (is_same_wheel(path.filename().string(), archive.file_name())) return file_url(path);
    if (path.extension() == ".whl") return std::nullopt;
    return find_on_page(file_url(path), archive, client, cancel);
}

std::optional<std::string> WheelSource::find_on_page(const std::string& url,
                                                     const catalog::Archive& archive,
                                                     net::Client& client,
                                                     const CancelFlag& cancel) const {
    const Page page = load_page(url, client, cancel);
    const std::optional<std::string> found = find_wheel(*page, archive);
    if (!found) return std::nullopt;
    return with_credentials_of(url, *found);
}

WheelSource::Page WheelSource::load_page(const std::string& url,
                                         net::Client& client,
                                         const CancelFlag& cancel) const {
    {
        const std::lock_guard lock(mutex_);
        const auto known = pages_.find(url);
        if (known != pages_.end()) return known->second;
    }
    // Not under the lock: two threads may fetch one page twice, but none waits for another's page.
    net::Request request;
    request.url = url;
    request.accept = kIndexAccept;
    net::Response response;
    const std::string text = client.fetch_text(request, kPageLimit, response, cancel);
    Page page = std::make_shared<const IndexPage>(
        parse_index_page(text, response.content_type, response.url));
    const std::lock_guard lock(mutex_);
    return pages_.emplace(url, std::move(page)).first->second;
}

archive::Mapping WheelSource::mapping(const catalog::Archive& archive,
                                      const Purpose& /*purpose*/) const {
    return wheel_mapping(project_of(archive));
}

void WheelSource::complete(TreeWriter& part,
                           const catalog::Archive& /*archive*/,
                           const Purpose& /*purpose*/,
                           const CancelFlag& cancel) const {
    complete_wheel_tree(part, cancel);
}

net::ClientOptions WheelSource::client_options() const {
    net::ClientOptions options;
    options.policy.plain_http_hosts = plain_http_hosts_;
    options.ca_bundle = ca_bundle_;
    options.proxy = proxy_;
    return options;
}

}  // namespace cudaenv::source
