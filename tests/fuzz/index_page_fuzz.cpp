// SPDX-License-Identifier: Apache-2.0
// Pages of servers, in HTML and in JSON: whatever they hold, what is taken from them is a name or
// an address.
#include "fuzz/fuzz.hpp"
#include "source/wheel_index.hpp"

#include <cudaenv/source/redist_index.hpp>

#include <set>
#include <string>

using namespace cudaenv;

namespace {

constexpr const char* kPage = "https://index.example.com/simple/nvidia-nvvm/";

void check_listing(std::string_view text) {
    std::set<std::string> seen;
    for (const auto& name : source::parse_redist_listing(text, CancelFlag())) {
        fuzz::require(name.starts_with("redistrib_") && name.ends_with(".json"),
                      "a listing gives names of manifests");
        fuzz::require(name.find('/') == std::string::npos, "a name is no path");
        fuzz::require(seen.insert(name).second, "each name is given once");
    }
}

void check_index(std::string_view text, const std::string& content_type) {
    net::Response response{parse_url(kPage, "a test")};
    response.content_type = content_type;
    const auto page = source::parse_index_page({std::string(text), response}, CancelFlag());
    for (const auto& file : page.files) {
        catalog::Archive archive;
        archive.path = "nvidia-nvvm/" + file.name;
        archive.sha256 = file.sha256.value_or(Sha256());
        fuzz::require(source::is_same_wheel(file.name, file.name), "a wheel is the same as itself");
        const auto url = source::find_wheel(page, archive);
        if (url) {
            fuzz::require(parse_url(url->text(), "again").text() == url->text(),
                          "an address reads as it was written");
        }
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::accept_or_refuse([&] { check_listing(text); });
    fuzz::accept_or_refuse([&] { check_index(text, "text/html"); });
    fuzz::accept_or_refuse([&] { check_index(text, "application/vnd.pypi.simple.v1+json"); });
    return 0;
}
