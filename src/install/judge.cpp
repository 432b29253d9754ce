// SPDX-License-Identifier: Apache-2.0
// Whether a tree that archives filled keeps to itself.
#include "install/judge.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/tree_links.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace {

constexpr const char* kHint = "an archive is not what it should be; nothing was installed";

const char* fault_of(LinkEnd end) {
    switch (end) {
        case LinkEnd::inside:
        case LinkEnd::nowhere:
            return nullptr;
        case LinkEnd::absolute:
            return "leads to an absolute path";
        case LinkEnd::outside:
            return "leads out of it";
        case LinkEnd::loop:
            break;
    }
    return "leads in a circle";
}

}  // namespace

void judge_links(const std::filesystem::path& tree,
                 const std::string& name,
                 const CancelFlag& cancel) {
    visit_links(
        tree,
        [&name](const TreeLink& link) {
            const char* fault = fault_of(link.end);
            if (fault == nullptr) return;
            throw Error(
                ErrorKind::integrity,
                fmt::format(
                    "{}: the symbolic link {} -> {} {}", name, link.path, link.target, fault),
                kHint);
        },
        cancel);
}

void change_tree(const std::string& name, const std::function<void()>& change) {
    try {
        change();
    } catch (const Obstructed& obstructed) {
        throw Error(
            ErrorKind::integrity,
            fmt::format(
                "{}: no room for cudaenv's own {}: {}", name, obstructed.path(), obstructed.what()),
            kHint);
    }
}

}  // namespace cudaenv::install
