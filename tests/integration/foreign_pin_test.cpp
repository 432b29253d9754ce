// SPDX-License-Identifier: Apache-2.0
// Pins that are not to be believed: of another user where everybody may write, and links to what is
// no pin at all.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/base/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr uid_t kOther = 12345;

fs::path shim_program() {
    return fs::path(CUDAENV_PROGRAM).parent_path() / "cudaenv-shim";
}

/// Runs the shim program in `directory`, as `name`.
ProcessResult run_shim(const World& world,
                       const fs::path& directory,
                       const std::string& name,
                       const std::vector<std::string>& arguments = {}) {
    const fs::path link = world.scratch("shims") / name;
    fs::create_directories(link.parent_path());
    if (!fs::exists(link)) fs::create_symlink(shim_program(), link);
    std::vector<std::string> argv{
        "/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.string(), link.string()};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return world.run_program(argv);
}

class ForeignPin : public testing::Test {
 protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root can give files to another user";
        fs::create_directories(project);
        fs::permissions(shared, fs::perms::all | fs::perms::sticky_bit);
        write_foreign(shared / ".cudaenv", "12.4\n");
    }
    static void write_foreign(const fs::path& file, const std::string& text) {
        write_bytes(file, text);
        ASSERT_EQ(::lchown(file.c_str(), kOther, kOther), 0);
    }
    [[nodiscard]] ProcessResult run(const std::vector<std::string>& arguments) const {
        return world.run_in(project, arguments);
    }
    [[nodiscard]] ProcessResult hook() const {
        return run_shim(world, project, "cudaenv-shim", {"--hook", "bash"});
    }

    Upstream upstream;
    World world{upstream};
    fs::path shared = world.scratch("shared");
    fs::path project = world.scratch("shared/project");
};

TEST_F(ForeignPin, IsWarnedOfOnceAndNotFollowed) {
    world.install({"12.4", "--profile", "minimal"});
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"current"},
                                                      {"list"},
                                                      {"list", "--json"},
                                                      {"current", "--json"},
                                                      {"exec", "--", "env"},
                                                      {"install", "--dry-run"}}) {
        const ProcessResult result = run(arguments);
        EXPECT_EQ(result.status, 0) << arguments.front() << result.errors;
        const std::string warning =
            "warning: " + (shared / ".cudaenv").string() + " is not followed: another user owns it";
        EXPECT_THAT(result.errors, HasSubstr(warning)) << arguments.front();
        EXPECT_EQ(result.errors.find(warning), result.errors.rfind(warning)) << arguments.front();
    }
    EXPECT_THAT(run({"current"}).output, HasSubstr("system (no environment)"));
    EXPECT_EQ(run({"prefix"}).status, 3);
    EXPECT_EQ(run({"lock"}).status, 3);
    EXPECT_EQ(run({"install", "--locked"}).status, 3);
}

TEST_F(ForeignPin, IsFollowedInASafeDirectory) {
    world.install({"12.4", "--profile", "minimal"});
    write_bytes(world.layout().config_file(), "safe_directories: ['" + shared.string() + "']\n");
    EXPECT_EQ(run({"prefix"}).output, world.prefix("12.4.1").string() + "\n");
    EXPECT_THAT(run({"prefix"}).errors, IsEmpty());
    EXPECT_EQ(run_shim(world, project, "nvcc").status, 0);
    EXPECT_THAT(hook().output, HasSubstr("CUDA_HOME="));
    EXPECT_EQ(run({"install", "--dry-run"}).status, 0) << "the key is known";
}

TEST_F(ForeignPin, IsSaidOnceByTheHook) {
    const ProcessResult first = hook();
    EXPECT_THAT(first.errors,
                AllOf(HasSubstr("cudaenv: " + (shared / ".cudaenv").string() + " is not followed"),
                      HasSubstr("safe_directories: [" + shared.string() + "]")));
    EXPECT_THAT(first.output, Not(HasSubstr("CUDA_HOME")));
    world.environment.set("CUDAENV_SAID", std::string(trim(first.errors)));
    EXPECT_THAT(hook().errors, IsEmpty());
}

TEST_F(ForeignPin, IsNoBusinessOfAShimThatFindsItsTool) {
    const fs::path nvcc = write_bytes(world.scratch("tools/nvcc"), "#!/bin/sh\necho system\n");
    fs::permissions(nvcc, fs::perms{0755});
    const ProcessResult found = run_shim(world, project, "nvcc");
    EXPECT_EQ(found.output, "system\n");
    EXPECT_THAT(found.errors, IsEmpty());
    fs::remove(nvcc);
    const ProcessResult missed = run_shim(world, project, "nvcc");
    EXPECT_EQ(missed.status, 127);
    EXPECT_THAT(missed.errors,
                AllOf(HasSubstr("no CUDA is selected here"), HasSubstr("is not followed")));
}

TEST_F(ForeignPin, IsNotKeptByUse) {
    write_foreign(project / ".cudaenv", "cuda: 12.4\nprofile: full\n");
    fs::permissions(project, fs::perms::all);
    ASSERT_EQ(run({"use", "11.2"}).status, 0);
    EXPECT_EQ(text_of(project / ".cudaenv"), "11.2\n");
}

TEST_F(ForeignPin, BesideWhichALockIsForeignToo) {
    const fs::path pin = project / ".cudaenv";
    write_bytes(pin, "12.4\n");
    ASSERT_EQ(run({"lock"}).status, 0);
    EXPECT_THAT(run({"install", "--dry-run"}).errors, HasSubstr("as locked in"));
    ASSERT_EQ(::chown((project / ".cudaenv.lock").c_str(), kOther, kOther), 0);
    EXPECT_THAT(run({"install", "--dry-run"}).errors, HasSubstr("as locked in"));
    fs::permissions(project, fs::perms::all);
    const ProcessResult result = run({"install", "--dry-run"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr(".cudaenv.lock is not followed"), Not(HasSubstr("as locked in"))));
    for (const auto& arguments : {std::vector<std::string>{"install", "--locked"},
                                  {"install", "--trust-lock"},
                                  {"lock", "--check"}}) {
        const ProcessResult refused = run(arguments);
        EXPECT_EQ(refused.status, 6) << refused.errors;
        EXPECT_THAT(refused.errors, HasSubstr(".cudaenv.lock is not followed"));
        EXPECT_THAT(refused.errors, Not(HasSubstr("does not exist")));
    }
}

class LinkedPin : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(LinkedPin, ShowsNoWordOfWhatItLeadsTo) {
    for (const char* secret : {"hunter2\n",
                               "-----BEGIN hunter KEY-----\nhunter\n",
                               "login: hunter\n",
                               "root:hunter:0:0::/root:/bin/sh\n",
                               "cuda: hunter-2\n"}) {
        World user(upstream);
        write_bytes(user.home() / ".ssh/id_rsa", secret);
        fs::create_symlink("../.ssh/id_rsa", user.project() / ".cudaenv");
        for (const std::vector<std::string>& arguments : {std::vector<std::string>{"current"},
                                                          {"current", "--json"},
                                                          {"prefix"},
                                                          {"which", "nvcc"},
                                                          {"exec", "--", "env"},
                                                          {"install"},
                                                          {"lock"},
                                                          {"lock", "--check"},
                                                          {"use"},
                                                          {"use", "12.4"}}) {
            const ProcessResult result = user.run(arguments);
            EXPECT_THAT(result.output + result.errors, Not(HasSubstr("hunter")))
                << arguments.front();
            EXPECT_THAT(result.errors, HasSubstr("project/.cudaenv:")) << arguments.front();
        }
        const ProcessResult shim = run_shim(user, user.project(), "nvcc");
        EXPECT_THAT(shim.errors, AllOf(HasSubstr(".cudaenv:"), Not(HasSubstr("hunter"))));
        const ProcessResult hook =
            run_shim(user, user.project(), "cudaenv-shim", {"--hook", "bash"});
        EXPECT_THAT(hook.errors, HasSubstr(".cudaenv:"));
        EXPECT_THAT(hook.output + hook.errors, Not(HasSubstr("hunter")));
    }
}

TEST_F(LinkedPin, ToAPipeOrADeviceKeepsNobodyWaiting) {
    ASSERT_EQ(::mkfifo((world.home() / "pipe").c_str(), 0600), 0);
    for (const std::string& target : {(world.home() / "pipe").string(), std::string("/dev/zero")}) {
        fs::remove(world.project() / ".cudaenv");
        fs::create_symlink(target, world.project() / ".cudaenv");
        const ProcessResult result = world.run({"current"});
        EXPECT_EQ(result.status, 0) << target;
        EXPECT_FALSE(result.timed_out) << target;
        EXPECT_EQ(run_shim(world, world.project(), "cudaenv-shim", {"--hook", "bash"}).status, 0)
            << target;
    }
}

}  // namespace
}  // namespace cudaenv::test
