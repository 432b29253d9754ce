// SPDX-License-Identifier: Apache-2.0
// Addresses are those of the real sources below one path per source.
#include "integration/upstream.hpp"

#include "integration/debian_packages.hpp"
#include "integration/redist_archives.hpp"
#include "integration/wheels.hpp"

#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/digest/hash.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <stdexcept>

namespace cudaenv::test {

namespace fs = std::filesystem;

namespace {

std::string server_path(const Shipment& shipment, const Package& package) {
    if (shipment.source == SourceName::debian) return "/debian/" + package.path;
    if (shipment.source == SourceName::redist)
        return fmt::format("/compute/{}/redist/{}", product_text(shipment.product), package.path);
    return "/packages/" + package.path.substr(package.path.find('/') + 1);
}

catalog::Archive pinned(const Package& package, const std::string& bytes) {
    catalog::Archive archive;
    archive.component = package.component;
    archive.version = package.version;
    archive.path = package.path;
    archive.sha256 = digest::hash_bytes(bytes);
    archive.size = ByteCount{bytes.size()};
    archive.variant = package.variant;
    return archive;
}

}  // namespace

Upstream::Upstream(IndexFormat index) : index_format_(index) {
    fs::copy(fs::path(CUDAENV_MANIFESTS) / "tables", catalog() / "tables");
    for (const Shipment& shipment : {debian_cuda(),
                                     debian_gcc(),
                                     redist_cuda("12.4.0"),
                                     redist_cuda("12.4.1"),
                                     redist_cudnn("8.9.7.29"),
                                     redist_cudnn("9.1.1.17"),
                                     wheel_cuda(),
                                     wheel_cudnn()}) {
        add(shipment);
    }
}

void Upstream::add(const Shipment& shipment) {
    catalog::Release release;
    release.product = shipment.product;
    release.version = parse_version(shipment.version);
    if (!shipment.min_glibc.empty()) release.min_glibc = parse_version(shipment.min_glibc);
    catalog::Offer offer;
    offer.source = shipment.source;
    offer.provides = shipment.provides;
    for (const Package& package : shipment.packages) {
        std::string bytes = pack(package);
        offer.archives[package.platform].push_back(pinned(package, bytes));
        const std::string path = server_path(shipment, package);
        serve(path, std::move(bytes));
        if (shipment.source == SourceName::wheels)
            serve_index_page(package.path.substr(0, package.path.find('/')), path);
    }
    release.offers.push_back(std::move(offer));
    static_cast<void>(catalog::import_releases(catalog(), {release}));
}

std::string Upstream::publish(const Shipment& shipment) {
    nlohmann::ordered_json manifest{{"release_date", "2026-10-01"},
                                    {"release_label", shipment.version}};
    for (const Package& package : shipment.packages) {
        std::string bytes = pack(package);
        manifest[package.component]["version"] = package.version;
        manifest[package.component][std::string(platform_text(package.platform))] = {
            {"relative_path", package.path},
            {"sha256", digest::hash_bytes(bytes).hex()},
            {"size", std::to_string(bytes.size())}};
        serve(server_path(shipment, package), std::move(bytes));
    }
    std::string path = fmt::format(
        "/compute/{}/redist/redistrib_{}.json", product_text(shipment.product), shipment.version);
    serve(path, manifest.dump(4));
    serve_listing(shipment.product);
    return path;
}

void Upstream::serve_listing(Product product) {
    const std::string directory = fmt::format("/compute/{}/redist/", product_text(product));
    std::string page = "<html><body><a href='..'>..</a>";
    for (const auto& [path, bytes] : bodies_) {
        if (path.starts_with(directory + "redistrib_"))
            page += fmt::format("<a href='{0}'>{0}</a>", path.substr(directory.size()));
    }
    server_.serve(directory, page + "</body></html>");
}

std::string Upstream::address(std::string_view text) const {
    for (const auto& [path, bytes] : bodies_) {
        if (path.find(text) != std::string::npos) return path;
    }
    throw std::out_of_range("nothing served contains " + std::string(text));
}

std::string Upstream::bytes(std::string_view text) const {
    return bodies_.at(address(text));
}

void Upstream::tamper(std::string_view text, std::string bytes) {
    serve(address(text), std::move(bytes));
}

void Upstream::save(const std::string& path, const fs::path& directory) const {
    for (const auto& [served, bytes] : bodies_) {
        if (served.starts_with(path + "/"))
            write_bytes(directory / served.substr(path.size() + 1), bytes);
    }
}

void Upstream::save_wheels(const fs::path& directory) const {
    save("/packages", directory);
}

void Upstream::serve(const std::string& path, std::string bytes) {
    bodies_[path] = bytes;
    server_.serve(path, std::move(bytes));
}

void Upstream::serve_index_page(const std::string& project, const std::string& file) {
    const std::string name = fs::path(file).filename().string();
    const std::string hash = digest::hash_bytes(bodies_.at(file)).hex();
    const std::string page = "/simple/" + project + "/";
    Behaviour behaviour;
    if (index_format_ == IndexFormat::json) {
        behaviour.content_type = "application/vnd.pypi.simple.v1+json";
        server_.serve(page,
                      fmt::format(R"({{"meta":{{"api-version":"1.1"}},"name":"{}","files":[)"
                                  R"({{"filename":"{}","url":"../..{}","hashes":{{"sha256":"{}"}},)"
                                  R"("requires-python":null,"yanked":false}}]}})",
                                  project,
                                  name,
                                  file,
                                  hash));
    } else {
        behaviour.content_type = "text/html; charset=utf-8";
        server_.serve(page,
                      fmt::format("<!DOCTYPE html><html><body><a href=\"../..{}#sha256={}\" "
                                  "data-requires-python=\"&gt;=3\">{}</a><br></body></html>",
                                  file,
                                  hash,
                                  name));
    }
    server_.behave(page, behaviour);
}

}  // namespace cudaenv::test
