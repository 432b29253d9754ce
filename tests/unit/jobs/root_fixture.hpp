// SPDX-License-Identifier: Apache-2.0
// A root with environments, whole and damaged.
#pragma once

#include "unit/store/store_fixture.hpp"

#include <map>
#include <string>

namespace cudaenv::jobs::test {

struct RootFixture {
    void add(const std::string& name,
             const std::string& toolkit,
             const std::map<Product, std::string>& libraries = {}) const {
        store::test::add_environment(layout.root, name, toolkit, libraries);
        store::Record record;
        record.name = name;
        record.toolkit = parse_version(toolkit);
        for (const auto& [library, version] : libraries)
            record.libraries.emplace(library, parse_version(version));
        record.profile = Profile::standard;
        record.source = SourceName::redist;
        store::test::add_record(layout, record);
    }
    /// Its record tells of the toolkit, its activation file says nothing.
    void add_damaged(const std::string& name, const std::string& toolkit) const {
        add(name, toolkit);
        replace_file(layout.environment(name) / ".cudaenv/activation", "garbage");
    }

    cudaenv::test::TempDir directory;
    store::Layout layout = store::test::layout_below(directory.path());
};

}  // namespace cudaenv::jobs::test
