// SPDX-License-Identifier: Apache-2.0
// cudaenv lock, and installing exactly what it wrote.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/digest/hash.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kName = "12.4.1-cudnn9.1.1";

Shipment cuda_for_ppc64le_too() {
    Shipment cuda = redist_cuda("12.4.1");
    const std::size_t own = cuda.packages.size();
    for (std::size_t i = 0; i < own; ++i) {
        Package other = cuda.packages[i];
        other.platform = Platform::linux_ppc64le;
        other.path =
            replace_all(other.path, std::string(platform_text(host_platform())), "linux-ppc64le");
        cuda.packages.push_back(other);
    }
    return cuda;
}

class Locking : public testing::Test {
 protected:
    void pin(const std::string& text) const { write_bytes(world.project() / ".cudaenv", text); }
    [[nodiscard]] fs::path lock_file() const { return world.project() / ".cudaenv.lock"; }
    [[nodiscard]] json lock() const { return json::parse(text_of(lock_file())); }
    void write_lock(const std::vector<std::string>& options = {}) const {
        std::vector<std::string> arguments{"lock"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const ProcessResult result = world.run(arguments);
        ASSERT_EQ(result.status, 0) << result.errors;
    }
    void replace_in_lock(const std::string& from, const std::string& to) const {
        const std::string text = text_of(lock_file());
        ASSERT_THAT(text, HasSubstr(from));
        write_bytes(lock_file(), replace_all(text, from, to));
    }
    /// Digests of the lock that this platform gets and that are no compiler's.
    [[nodiscard]] std::set<std::string> locked_digests() const {
        std::set<std::string> digests;
        const json written = lock();
        for (const json& release : written["releases"]) {
            for (const json& archive : release["archives"]) {
                if (archive["platform"] == std::string(platform_text(host_platform())) &&
                    archive["provides"] != "compiler")
                    digests.insert(archive["sha256"]);
            }
        }
        return digests;
    }
    [[nodiscard]] std::set<std::string> installed_digests(const std::string& name) const {
        std::set<std::string> digests;
        const json record = json::parse(text_of(world.prefix(name) / ".cudaenv/record.json"));
        for (const json& archive : record["archives"]) digests.insert(archive["sha256"]);
        return digests;
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Locking, PinsEveryArchiveOfWhatThePinAsksFor) {
    pin("cuda: 12.4\ncudnn: 9\n");
    const ProcessResult result = world.run({"lock"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("CUDA 12.4.1"), HasSubstr("wrote ~/project")));
    const json written = lock();
    EXPECT_EQ(written["schema"], 1);
    EXPECT_EQ(written["pin"], (json{{"cuda", "12.4"}, {"cudnn", "9"}}));
    EXPECT_EQ(written["releases"][0]["product"], "cuda");
    EXPECT_EQ(written["releases"][0]["version"], "12.4.1");
    EXPECT_EQ(written["releases"][1]["version"], "9.1.1.17");
    EXPECT_THAT(locked_digests(), Contains(digest::hash_bytes(upstream.bytes("libcublas-")).hex()));
    EXPECT_THAT(text_of(lock_file()), Not(HasSubstr("nvidia_driver")));
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST_F(Locking, WritesTheSameBytesWhateverTheMachine) {
    pin("12.4\n");
    write_lock();
    const std::string first = text_of(lock_file());
    world.set_host_compiler("13.2.0");
    world.environment.set(std::string(variables::kDriver), "none");
    const ProcessResult again = world.run({"lock"});
    EXPECT_EQ(text_of(lock_file()), first);
    EXPECT_THAT(again.errors, HasSubstr("is up to date"));
}

TEST_F(Locking, CoversThePlatformsThatASourceHas) {
    upstream.add(cuda_for_ppc64le_too());
    pin("cuda: 12.4\ncudnn: none\n");
    const ProcessResult result = world.run({"lock"});
    EXPECT_THAT(result.errors, HasSubstr("linux-ppc64le"));
    EXPECT_THAT(text_of(lock_file()), HasSubstr("cuda_nvcc/linux-ppc64le/"));
    world.install({"--locked"});
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

TEST_F(Locking, IsCheckedWithoutADriverOrANetwork) {
    pin("12.4\n");
    write_lock();
    world.environment.set(std::string(variables::kDriver), "none");
    const ProcessResult result = world.run({"lock", "--check"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST_F(Locking, DoesNotFitAnotherPin) {
    pin("cuda: 12.4\ncudnn: 9\n");
    write_lock();
    pin("cuda: 12.4\ncudnn: 8.9\n");
    const ProcessResult check = world.run({"lock", "--check"});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.errors, HasSubstr("the pin says cudnn 8.9, the lock was made from 9"));
    const ProcessResult as_json = world.run({"lock", "--check", "--json"});
    EXPECT_EQ(as_json.status, 1);
    EXPECT_FALSE(json::parse(as_json.output)["fits"]);
    const ProcessResult locked = world.run({"install", "--locked"});
    EXPECT_EQ(locked.status, 1);
    EXPECT_THAT(locked.errors, HasSubstr("the pin says cudnn 8.9"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(Locking, DoesNotFitACatalogueWithOtherFacts) {
    pin("12.4\n");
    write_lock();
    replace_in_lock(digest::hash_bytes(upstream.bytes("libcublas-")).hex(), std::string(64, 'a'));
    const ProcessResult check = world.run({"lock", "--check"});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.errors,
                AllOf(HasSubstr("libcublas"), HasSubstr("is another file in the catalogue")));
}

TEST_F(Locking, SaysWhatARefreshChanges) {
    pin("12.4.0\n");
    write_lock();
    pin("12.4\n");
    EXPECT_THAT(world.run({"lock"}).errors, HasSubstr("cuda 12.4.0 -> 12.4.1"));
}

TEST_F(Locking, WritesAnewWhatNobodyCanReadAsALock) {
    const fs::path file = world.project() / ".cudaenv.lock";
    write_bytes(world.project() / ".cudaenv", "12.4\n");
    for (const std::string& text : {std::string("{"), std::string(65U << 20U, ' ')}) {
        write_bytes(file, text);
        EXPECT_EQ(world.run({"lock"}).status, 0);
        EXPECT_EQ(world.run({"lock", "--check"}).status, 0);
    }
    fs::remove(file);
    fs::create_symlink("/dev/zero", file);
    EXPECT_EQ(world.run({"install", "--locked"}).status, 5);
    EXPECT_EQ(world.run({"lock"}).status, 0);
    EXPECT_EQ(world.run({"lock", "--check"}).status, 0);
}

TEST_F(Locking, WithoutAPinOrALockSaysWhatToDo) {
    EXPECT_EQ(world.run({"lock"}).status, 3);
    EXPECT_EQ(world.run({"install", "--locked"}).status, 3);
    pin("12.4\n");
    const ProcessResult locked = world.run({"install", "--locked"});
    EXPECT_EQ(locked.status, 3);
    EXPECT_THAT(locked.errors, HasSubstr("cudaenv lock"));
    EXPECT_EQ(world.run({"lock", "--check"}).status, 3);
}

TEST_F(Locking, InstallsExactlyTheLockedArchives) {
    pin("12.4\n");
    write_lock();
    world.install({"--locked"});
    EXPECT_EQ(installed_digests(kName), locked_digests());
    EXPECT_THAT(world.run({"install", "--locked"}).errors, HasSubstr("already installed"));
}

TEST_F(Locking, HoldsWhenNewerReleasesHaveAppeared) {
    pin("12.4.0\n");
    write_lock();
    replace_in_lock(R"({"cuda":"12.4.0"})", R"({"cuda":"12.4"})");
    pin("12.4\n");
    EXPECT_THAT(world.install({}).errors, HasSubstr("as locked in ~/project/.cudaenv.lock"));
    EXPECT_EQ(installed_digests("12.4.0-cudnn9.1.1"), locked_digests());
}

TEST_F(Locking, ThatNamesAFileElsewhereIsRefused) {
    pin("12.4\n");
    write_lock();
    replace_in_lock("\"path\":\"libcublas/", "\"path\":\"../../libcublas/");
    const ProcessResult result = world.run({"install"});
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors, AllOf(HasSubstr(".cudaenv.lock"), HasSubstr("\"path\"")));
}

TEST_F(Locking, IsPassedOverWithAWarningWhenThePinHasChanged) {
    pin("12.4.0\n");
    write_lock();
    pin("12.4\n");
    const ProcessResult result = world.install({});
    EXPECT_THAT(result.errors, HasSubstr("the pin says cuda 12.4, the lock was made from 12.4.0"));
    EXPECT_TRUE(fs::exists(world.prefix(kName)));
}

TEST_F(Locking, GoesWithNoOptionThatDecidesAnew) {
    pin("12.4\n");
    write_lock();
    const ProcessResult locked = world.run({"install", "--locked", "--cudnn", "none"});
    EXPECT_EQ(locked.status, 2);
    EXPECT_THAT(locked.errors, HasSubstr("--cudnn"));
    EXPECT_THAT(world.install({"--cudnn", "none"}).errors, HasSubstr("--cudnn decides anew"));
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1")));
}

TEST_F(Locking, IsJudgedByTheDriverOfTheMachineThatInstalls) {
    pin("12.4.1\n");
    write_lock();
    world.environment.set(std::string(variables::kDriver), "470.57.02");
    const ProcessResult result = world.run({"install", "--locked"});
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(result.errors, HasSubstr("470.57.02"));
}

TEST_F(Locking, FailsOnAPlatformThatItDoesNotHold) {
    upstream.add(cuda_for_ppc64le_too());
    pin("cuda: 12.4\ncudnn: none\n");
    write_lock();
    json written = lock();
    json others = json::array();
    for (const json& archive : written["releases"][0]["archives"])
        if (archive["platform"] == "linux-ppc64le") others.push_back(archive);
    written["releases"][0]["archives"] = others;
    write_bytes(lock_file(), written.dump());
    const ProcessResult result = world.run({"install", "--locked"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors, HasSubstr(std::string(platform_text(host_platform()))));
}

TEST_F(Locking, FailsWhenItsSourceIsNotInUse) {
    pin("12.4\n");
    write_lock();
    world.environment.set("CUDAENV_SOURCES", "wheels");
    const ProcessResult result = world.run({"install", "--locked"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors, HasSubstr("from source redist, which is not in use"));
}

TEST_F(Locking, BringsTheLockedCompilerWhereTheMachinesOwnDoesNotFit) {
    pin("11.2\n");
    write_lock();
    const json written = lock();
    EXPECT_EQ(written["releases"].back()["product"], "gcc");
    world.set_host_compiler("13.2.0");
    world.install({"--locked"});
    EXPECT_THAT(names_in(world.layout().store()), Contains(testing::StartsWith("gcc-10-")));
}

}  // namespace
}  // namespace cudaenv::test
