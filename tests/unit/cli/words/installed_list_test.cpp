// SPDX-License-Identifier: Apache-2.0
// What `cudaenv list` prints of what is installed.
#include "cli/words/installed_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ListedEnvironment environment(const char* name) {
    ListedEnvironment listed;
    listed.measured.environment.name = name;
    listed.measured.environment.path = std::string("/root/environments/") + name;
    listed.measured.environment.toolkit = parse_version("12.4.1");
    listed.measured.size = ByteCount{3'000'000'000};
    listed.judgement.emplace().driver = resolve::KnownDriver{.version = parse_version("550.54.15")};
    return listed;
}

TEST(InstalledList, IsEmptyWhereNothingIs) {
    EXPECT_THAT(installed_lines({}), IsEmpty());
    EXPECT_EQ(installed_json({}).dump(), R"({"schema":1,"environments":[],"damaged":[]})");
}

TEST(InstalledList, MarksWhatIsSelectedAndSaysWhoSaidSo) {
    InstalledList list;
    list.environments = {environment("12.4.1-cudnn9.1.0"), environment("12.4.1")};
    list.environments.back().is_selected = true;
    list.environments.back().selected_by = "~/.cudaenv";
    EXPECT_THAT(
        installed_lines(list),
        ElementsAre("  12.4.1-cudnn9.1.0   3.00 GB   native on driver 550.54.15",
                    "* 12.4.1              3.00 GB   native on driver 550.54.15   ~/.cudaenv"));
    const auto json = installed_json(list);
    EXPECT_FALSE(json["environments"][0]["selected"]);
    EXPECT_TRUE(json["environments"][1]["selected"]);
}

TEST(InstalledList, ShowsWhereALinkedToolkitStands) {
    InstalledList list;
    list.environments = {environment("system-12")};
    list.environments.front().judgement.reset();
    list.environments.front().measured.environment.path = "/usr/local/cuda-12.4";
    EXPECT_THAT(installed_lines(list), ElementsAre("  system-12  linked /usr/local/cuda-12.4"));
}

TEST(InstalledList, NamesWhatATrustedLockBroughtAndWhatIsDamagedAndCompilers) {
    InstalledList list;
    list.environments = {environment("12.4.1-0f")};
    list.environments.front().measured.environment.activation.project = "/project";
    store::Damaged& damaged = list.damaged.emplace_back();
    damaged.name = "11.8.0";
    damaged.reason = "bin/nvcc is missing";
    damaged.mend = "cudaenv install";
    list.compilers = {{"gcc-12.2.0-ab", ByteCount{150'000'000}}};
    EXPECT_THAT(installed_lines(list),
                ElementsAre("  12.4.1-0f   3.00 GB   native on driver 550.54.15   not vouched for",
                            "  11.8.0  damaged: bin/nvcc is missing; next: cudaenv install",
                            "  gcc-12.2.0-ab  150 MB   host compiler"));
}

}  // namespace
}  // namespace cudaenv::cli
