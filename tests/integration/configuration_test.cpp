// SPDX-License-Identifier: Apache-2.0
// config.yaml as the whole program reads it.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Configuration : public testing::Test {
 protected:
    void configure(const std::string& text) const {
        write_bytes(world.layout().config_file(), text);
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Configuration, DecidesInWhichOrderSourcesAreTried) {
    Shipment second_offer = redist_cuda("12.4.1");
    second_offer.version = "11.2.2";
    upstream.add(second_offer);
    configure("sources: [debian, redist]\nprofile: minimal\n");
    world.install({"11.2"});
    const json record = json::parse(text_of(world.prefix("11.2.2") / ".cudaenv/record.json"));
    EXPECT_EQ(record["source"], "debian");
    EXPECT_EQ(record["profile"], "minimal");
}

TEST_F(Configuration, IsOverriddenByVariablesAndThoseByOptions) {
    configure("profile: full\ndefault_cudnn: none\n");
    world.environment.set("CUDAENV_PROFILE", "minimal");
    world.install({"12.4"});
    EXPECT_FALSE(std::filesystem::exists(world.prefix("12.4.1") / "lib/libcublas.so"));
    world.install({"12.4.0", "--profile", "default"});
    EXPECT_TRUE(std::filesystem::exists(world.prefix("12.4.0") / "lib/libcublas.so"));
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.0", "12.4.1"));
}

TEST_F(Configuration, WithAnUnknownKeyIsRefusedWithFileAndLine) {
    configure("profile: minimal\ncolour: blue\n");
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("config.yaml:2"), HasSubstr("colour")));
}

}  // namespace
}  // namespace cudaenv::test
