// SPDX-License-Identifier: Apache-2.0
// What a spec removes, and who will miss it.
#include "root_fixture.hpp"

#include <cudaenv/jobs/uninstall_job.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/projects.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class UninstallJob : public testing::Test, protected test::RootFixture {
 protected:
    [[nodiscard]] std::vector<std::string> names_for(const std::string& spec) const {
        return find_removables(parse_spec(spec), layout).names();
    }
};

TEST_F(UninstallJob, RemovesWhatAVersionMatchesDamagedOnesToo) {
    add("12.4.1", "12.4.1");
    add("12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    add("11.8.0", "11.8.0");
    add_damaged("12.4.0", "12.4.0");
    EXPECT_THAT(names_for("12.4"), ElementsAre("12.4.1-cudnn9.1.0", "12.4.1", "12.4.0"));
    EXPECT_THAT(find_removables(parse_spec("12.4"), layout).damaged, SizeIs(1));
}

TEST_F(UninstallJob, RemovesOnlyWhatIsCalledSoWhereThereIsOne) {
    add("12.4.1", "12.4.1");
    add("12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    add_damaged("lab", "12.4.1");
    EXPECT_THAT(names_for("12.4.1"), ElementsAre("12.4.1"));
    EXPECT_THAT(names_for("lab"), ElementsAre("lab"));
}

TEST_F(UninstallJob, RemovesACompilerWhereNoEnvironmentIsMeant) {
    store::keep_entry(layout, "gcc-10-10.2.1-0123456789abcdef");
    EXPECT_THAT(names_for("gcc-10"), ElementsAre("gcc-10-10.2.1-0123456789abcdef"));
    EXPECT_THAT(names_for("gcc-1"), IsEmpty());
    EXPECT_THAT(names_for("12"), IsEmpty());
}

TEST_F(UninstallJob, NamesTheProjectsWhosePinIsSatisfied) {
    add("12.4.1", "12.4.1");
    for (const auto& [project, pin] :
         std::map<std::string, std::string>{{"a", "12.4\n"}, {"b", "11.8\n"}, {"c", "no: pin\n"}}) {
        const auto file = directory / project / ".cudaenv";
        replace_file(file, pin);
        store::remember_project(layout, file);
    }
    const auto environment = find_removables(parse_spec("12.4.1"), layout).environments.front();
    const auto asking = projects_asking_for(environment, layout);
    ASSERT_THAT(asking, SizeIs(1));
    EXPECT_EQ(asking.front().pin, directory / "a/.cudaenv");
    EXPECT_EQ(asking.front().cuda.text(), "12.4");
}

}  // namespace
}  // namespace cudaenv::jobs
