// SPDX-License-Identifier: Apache-2.0
// Entering what is selected, and leaving what is active.
#include "session_fixture.hpp"

#include <cudaenv/jobs/activation.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::IsEmpty;

TEST(Activate, EntersTheSelectedEnvironmentAndLeavesItAgain) {
    const test::SessionFixture fixture;
    const Environment before(Environment::Map{{"PATH", "/usr/bin"}});
    selection::Selection selection;
    selection.environment = store::Installed{};
    selection.environment->path = "/root/environments/lab";
    selection.environment->activation.paths = {"bin"};
    const auto entered = activation::applied(before, activate(selection, before, fixture.layout));
    EXPECT_EQ(entered.find(variables::kActive), "/root/environments/lab");
    EXPECT_EQ(entered.find("PATH"), "/root/environments/lab/bin:/usr/bin");

    const auto left = activation::applied(entered, activate({}, entered, fixture.layout));
    EXPECT_EQ(left.values(), before.values());
    EXPECT_THAT(activate({}, before, fixture.layout), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::jobs
