// SPDX-License-Identifier: Apache-2.0
// Caches and roots on a machine that others use too: what they put under our names is neither
// written, believed nor waited for.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <ostream>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr uid_t kOther = 12345;
constexpr const char* kArchive = "libcublas-";

/// Something that stands where a file of the cache should; `kept` must stay as it is.
struct Thing {
    const char* name;
    std::function<void(const fs::path& place, const fs::path& kept)> make;
    bool needs_root = false;

    friend std::ostream& operator<<(std::ostream& stream, const Thing& thing) {
        return stream << thing.name;
    }
};

class ForeignDownload : public testing::TestWithParam<Thing> {
 protected:
    void SetUp() override {
        if (GetParam().needs_root && ::geteuid() != 0)
            GTEST_SKIP() << "only root may give a file away";
        write_bytes(kept(), "years of work");
        fs::create_directories(world.layout().downloads());
    }

    [[nodiscard]] fs::path kept() const { return world.scratch("thesis"); }
    [[nodiscard]] fs::path place(const std::string& end) const {
        const std::string digest = digest::hash_bytes(upstream.bytes(kArchive)).hex();
        return world.layout().downloads() / (digest + end);
    }

    void expect_installed_beside_it() {
        const ProcessResult result = world.run({"install", "12.4"});
        EXPECT_EQ(result.status, 0) << result.errors;
        EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
        EXPECT_EQ(text_of(kept()), "years of work");
        EXPECT_EQ(fs::hard_link_count(kept()), 1U);
        EXPECT_EQ(mode_of(kept()), 0644U);
        EXPECT_THAT(names_in(world.layout().downloads()), IsEmpty());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_P(ForeignDownload, AsAPartialIsNeverWritten) {
    GetParam().make(place(".partial"), kept());
    expect_installed_beside_it();
}

TEST_P(ForeignDownload, AsAnArchiveIsNeverUnpacked) {
    GetParam().make(place(""), kept());
    expect_installed_beside_it();
}

INSTANTIATE_TEST_SUITE_P(
    Things,
    ForeignDownload,
    testing::Values(Thing{"Link",
                          [](const fs::path& place, const fs::path& kept) {
                              fs::create_symlink(kept, place);
                          }},
                    Thing{"DanglingLink",
                          [](const fs::path& place, const fs::path& kept) {
                              fs::create_symlink(kept.string() + "-absent", place);
                          }},
                    Thing{"LinkToADevice",
                          [](const fs::path& place, const fs::path& /*kept*/) {
                              fs::create_symlink("/dev/zero", place);
                          }},
                    Thing{"SecondName",
                          [](const fs::path& place, const fs::path& kept) {
                              fs::create_hard_link(kept, place);
                          }},
                    Thing{"Pipe",
                          [](const fs::path& place, const fs::path& /*kept*/) {
                              ASSERT_EQ(::mkfifo(place.c_str(), 0666), 0);
                          }},
                    Thing{"FileThatOthersMayWrite",
                          [](const fs::path& place, const fs::path& /*kept*/) {
                              fs::permissions(write_bytes(place, "x"), fs::perms{0666});
                          }},
                    Thing{"FileOfAnotherUser",
                          [](const fs::path& place, const fs::path& /*kept*/) {
                              write_bytes(place, "x");
                              ASSERT_EQ(::chown(place.c_str(), kOther, kOther), 0);
                          },
                          true}),
    [](const auto& row) { return row.param.name; });

class SharedCache : public testing::Test {
 protected:
    void expect_refused(const std::string& path, const std::string& reason) const {
        const ProcessResult result = world.run({"install", "12.4", "--profile", "minimal"});
        EXPECT_EQ(result.status, 6) << result.errors;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr(path), HasSubstr(reason), HasSubstr("XDG_CACHE_HOME")));
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(SharedCache, WhatIsUnpackedIsWhatWasHashedWhateverItsNameMeansByThen) {
    const fs::path marker = world.scratch("marker");
    world.environment.set("CUDAENV_CHECKPOINT", "download-verified:" + marker.string());
    Background running = world.start({"install", "12.4", "--profile", "minimal"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    const std::string evil = make_tar({file_entry("x/bin/nvcc", "evil", 0755),
                                       file_entry("x/include/cuda.h", "evil"),
                                       file_entry("x/lib/libcudart.so", "evil")});
    std::size_t exchanged = 0;
    for (const std::string& name : names_in(world.layout().downloads())) {
        const fs::path file = world.layout().downloads() / name;
        fs::remove(file);
        write_bytes(file, evil);
        ++exchanged;
    }
    fs::remove(marker);
    const ProcessResult result = running.wait();
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_GT(exchanged, 0U);
    for (const auto& entry : fs::recursive_directory_iterator(world.layout().store())) {
        if (entry.is_regular_file()) {
            EXPECT_NE(text_of(entry.path()), "evil") << entry.path();
        }
    }
}

TEST_F(SharedCache, HasItsModesWhateverTheUmask) {
    for (const char* mask : {"000", "077", "777"}) {
        const fs::path cache = world.scratch(std::string("cache-") + mask);
        const fs::path root = world.scratch(std::string("root-") + mask);
        world.environment.set("XDG_CACHE_HOME", cache.string());
        world.environment.set("CUDAENV_ROOT", root.string());
        world.environment.set("CUDAENV_KEEP_DOWNLOADS", "true");
        const ProcessResult result = world.run_program(
            {"/bin/sh",
             "-c",
             std::string("umask ") + mask + "; exec \"$0\" install 12.4 --profile minimal",
             CUDAENV_PROGRAM});
        ASSERT_EQ(result.status, 0) << result.errors;
        EXPECT_EQ(mode_of(root), 0755U);
        for (const auto& entry : fs::directory_iterator(root))
            EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0755U : 0644U) << entry.path();
        for (const auto& entry : fs::recursive_directory_iterator(cache))
            EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0700U : 0600U) << entry.path();
        for (const auto& entry : fs::directory_iterator(root / "locks"))
            EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
    }
}

TEST_F(SharedCache, WithADirectoryForADownloadSaysWhatToDo) {
    const std::string digest = digest::hash_bytes(upstream.bytes("cuda_nvcc-")).hex();
    for (const char* end : {"", ".partial"}) {
        const fs::path place = world.layout().downloads() / (digest + end);
        write_bytes(place / "precious", "");
        const ProcessResult result = world.run({"install", "12.4", "--profile", "minimal"});
        EXPECT_EQ(result.status, 6) << result.errors;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr(place.string() + " is a directory"),
                          HasSubstr("move it away, then run the same command")));
        EXPECT_TRUE(fs::exists(place / "precious"));
        fs::remove_all(place);
    }
}

TEST_F(SharedCache, ThatOthersCouldWriteIsTakenBack) {
    fs::create_directories(world.layout().downloads());
    for (const fs::path& path : {world.layout().cache, world.layout().downloads()})
        fs::permissions(path, fs::perms{0777});
    world.install({"12.4", "--profile", "minimal"});
    for (const fs::path& path : {world.layout().cache, world.layout().downloads()})
        EXPECT_EQ(mode_of(path), 0700U) << path;
}

TEST_F(SharedCache, OfAnotherUserIsRefused) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    for (const fs::path& path :
         {world.layout().cache, world.layout().downloads(), world.layout().download_locks()}) {
        fs::create_directories(path);
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
        expect_refused(path.string(), "belongs to user 12345");
        ASSERT_EQ(::chown(path.c_str(), 0, 0), 0);
    }
}

TEST_F(SharedCache, WithLinksForDirectoriesIsRefused) {
    const fs::path elsewhere = world.scratch("elsewhere");
    fs::create_directories(elsewhere);
    fs::create_directories(world.layout().cache);
    for (const fs::path& path : {world.layout().downloads(), world.layout().download_locks()}) {
        fs::create_directory_symlink(elsewhere, path);
        expect_refused(path.string(), "is a symbolic link");
        fs::remove(path);
    }
    EXPECT_THAT(names_in(elsewhere), IsEmpty());
}

TEST_F(SharedCache, DoesNotTellUsAnothersDriver) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
    world.set_host_compiler("9.5.0");
    ASSERT_EQ(world.run({"machine"}).status, 0);
    const fs::path kept = world.layout().cache / "machine/compilers";
    ASSERT_TRUE(fs::exists(kept));
    EXPECT_EQ(mode_of(kept), 0600U);
    std::string text = text_of(kept);
    const auto at = text.find("9.5.0");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 5, "6.6.6");
    write_bytes(kept, text);
    EXPECT_THAT(world.run({"machine"}).output, HasSubstr("6.6.6")) << "our own word counts";
    ASSERT_EQ(::chown(kept.c_str(), kOther, kOther), 0);
    EXPECT_THAT(world.run({"machine"}).output, Not(HasSubstr("6.6.6")));
}

/// Files in a root that could make a command wait or read without end.
class TrickyRoot : public testing::Test {
 protected:
    void SetUp() override { world.install({"12.4", "--profile", "minimal"}); }

    Upstream upstream;
    World world{upstream};
};

TEST_F(TrickyRoot, WithDevicesAndPipesForProjectsBlocksNothing) {
    fs::create_symlink("/dev/zero", world.layout().projects() / "0123456789abcdef");
    ASSERT_EQ(::mkfifo((world.layout().projects() / "fedcba9876543210").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", world.layout().projects() / "x");
    const ProcessResult result = world.run({"uninstall", "12.4"});
    EXPECT_EQ(result.status, 0) << result.errors;
}

TEST_F(TrickyRoot, WithAPipeForItsDefaultOrNumberBlocksNothing) {
    for (const fs::path& file : {world.layout().default_file(), world.layout().layout_file()}) {
        fs::remove(file);
        ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
        const ProcessResult result = world.run({"current"});
        EXPECT_EQ(result.status, 6) << result.errors;
        EXPECT_THAT(result.errors, HasSubstr(file.string() + " is no regular file"));
        fs::remove(file);
    }
}

TEST_F(TrickyRoot, WithALinkForALockIsRefused) {
    write_bytes(world.scratch("thesis"), "years of work");
    const fs::path lock = world.layout().environment_lock("11.2.2");
    fs::create_symlink(world.scratch("thesis"), lock);
    const ProcessResult result = world.run({"install", "11.2", "--profile", "minimal"});
    EXPECT_EQ(result.status, 6) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr(lock.string() + " is a symbolic link"));
    EXPECT_EQ(mode_of(world.scratch("thesis")), 0644U);
}

TEST_F(TrickyRoot, OfANewerProgramIsRefusedByEveryCommandAndLeftAsItIs) {
    write_bytes(world.project() / ".cudaenv", "12.4\n");
    write_bytes(world.layout().layout_file(), "2\n");
    const auto names = names_in(world.layout().root);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"list"},
                                                    {"list", "--json"},
                                                    {"current"},
                                                    {"which", "nvcc"},
                                                    {"prefix", "12.4"},
                                                    {"use", "12.4"},
                                                    {"use", "--global", "12.4"},
                                                    {"install", "12.4"},
                                                    {"upgrade"},
                                                    {"uninstall", "12.4"},
                                                    {"init", "bash"},
                                                    {"catalog", "update"}}) {
        const ProcessResult result = world.run(command);
        EXPECT_EQ(result.status, 6) << command.front();
        EXPECT_THAT(result.errors, HasSubstr("newer cudaenv (layout 2")) << command.front();
    }
    const ProcessResult exec = world.run({"exec", "12.4", "--", "nvcc"});
    EXPECT_EQ(exec.status, 127) << "as of a command that was not reached";
    EXPECT_THAT(exec.errors, HasSubstr("newer cudaenv"));
    const ProcessResult shim = world.run_program({(world.layout().shims() / "nvcc").string()});
    EXPECT_EQ(shim.status, 127);
    EXPECT_THAT(shim.errors, HasSubstr("newer cudaenv"));
    EXPECT_EQ(names_in(world.layout().root), names);
    EXPECT_EQ(text_of(world.layout().layout_file()), "2\n");
    EXPECT_EQ(text_of(world.project() / ".cudaenv"), "12.4\n");
}

TEST_F(TrickyRoot, WhosePathPATHCannotCarryIsRefused) {
    for (const char* root : {"/tmp/a:b",
                             "/tmp/a\nb",
                             "/tmp/a\x1b[2J",
                             "/tmp/a\u009b2J",
                             "/tmp/a\x9b[2J",
                             "/tmp/a\u202e",
                             "relative"}) {
        world.environment.set("CUDAENV_ROOT", root);
        const ProcessResult result = world.run({"list"});
        EXPECT_EQ(result.status, 2) << root;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr("CUDAENV_ROOT"),
                          Not(HasSubstr("\x1b")),
                          Not(HasSubstr("\x9b")),
                          Not(HasSubstr("\u202e"))));
    }
    world.environment.unset("CUDAENV_ROOT");
    world.environment.unset("XDG_DATA_HOME");
    world.environment.set("HOME", "relative");
    EXPECT_EQ(world.run({"list"}).status, 2);
}

/// What another user left in a root while everybody could write there.
class PlantedRoot : public testing::Test {
 protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
        world.install({"12.4.1", "--profile", "minimal"});
    }

    /// Makes `directory` theirs, with an nvcc of theirs. A copy: files may have names elsewhere.
    static void plant(const fs::path& directory) {
        const fs::path copy = directory.string() + ".copy";
        fs::copy(directory, copy, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        fs::remove_all(directory);
        fs::rename(copy, directory);
        fs::remove(directory / "bin/nvcc");
        write_bytes(directory / "bin/nvcc", "#!/bin/sh\necho planted\n");
        fs::permissions(directory / "bin/nvcc", fs::perms{0755});
        ASSERT_EQ(::chown(directory.c_str(), kOther, kOther), 0);
        for (const auto& each : fs::recursive_directory_iterator(directory))
            ASSERT_EQ(::lchown(each.path().c_str(), kOther, kOther), 0);
    }

    [[nodiscard]] fs::path nvcc_entry() const {
        for (const std::string& name : names_in(world.layout().store()))
            if (name.starts_with("cuda_nvcc-")) return world.layout().store() / name;
        return {};
    }

    void expect_mended(const std::string& said) const {
        const ProcessResult result = world.run({"install", "12.4.1", "--profile", "minimal"});
        EXPECT_EQ(result.status, 0) << result.errors;
        EXPECT_THAT(result.errors, AllOf(HasSubstr(said), HasSubstr("it is made anew")));
        EXPECT_THAT(world.run({"exec", "12.4.1", "--", "nvcc"}).output, Not(HasSubstr("planted")));
        EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(PlantedRoot, WithAnEnvironmentRunsNothingOfItAndMakesItAnew) {
    plant(world.prefix("12.4.1"));
    EXPECT_THAT(world.run({"list"}).output,
                HasSubstr("its directory belongs to another user (uid 12345)"));
    const ProcessResult exec = world.run({"exec", "12.4.1", "--", "nvcc"});
    EXPECT_EQ(exec.status, 127) << exec.errors;
    EXPECT_THAT(exec.output, Not(HasSubstr("planted")));
    expect_mended("belongs to another user");
}

TEST_F(PlantedRoot, WithAnEnvironmentKeepsNoLockFromMakingItAnew) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4.1\ncudnn: none\nprofile: minimal\n");
    ASSERT_EQ(world.run({"lock"}).status, 0);
    const fs::path file = world.prefix("12.4.1") / ".cudaenv/record.json";
    std::string record = text_of(file);
    const std::string key = "\"sha256\": \"";
    record.replace(record.find(key) + key.size(), 8, "00000000");
    fs::remove(file);
    write_bytes(file, record);
    plant(world.prefix("12.4.1"));
    const ProcessResult result = world.run({"install", "--locked"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("belongs to another user"));
    EXPECT_THAT(world.run({"exec", "12.4.1", "--", "nvcc"}).output, Not(HasSubstr("planted")));
}

TEST_F(PlantedRoot, WithAStoreEntryUsesNothingOfIt) {
    plant(nvcc_entry());
    fs::remove_all(world.prefix("12.4.1"));
    expect_mended("belongs to another user");
}

TEST_F(PlantedRoot, WhoseEnvironmentIsLinkedFromIt) {
    plant(nvcc_entry());
    expect_mended("belongs to another user");
}

TEST(RootOfAnotherUser, MayBeUsedByWhoDoesNotOwnIt) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may become another user";
    const Upstream upstream;
    World world(upstream);
    world.install({"12.4", "--profile", "minimal"});
    ASSERT_EQ(world.run({"use", "--global", "12.4"}).status, 0);
    for (const fs::path& path : {world.scratch(""), upstream.catalog()})
        fs::permissions(path, fs::perms{0755});
    // Where they were built nobody else may be let in.
    const fs::path programs = world.scratch("programs");
    fs::create_directory(programs);
    for (const char* name : {"cudaenv", "cudaenv-shim"})
        fs::copy(fs::path(CUDAENV_PROGRAM).parent_path() / name, programs / name);
    const auto as_other = [&](const std::string& command) {
        return world.run_program(
            {"/bin/sh",
             "-c",
             "exec /usr/bin/setpriv --reuid 12345 --clear-groups --regid 12345 "
             "\"$0\" " +
                 command,
             programs / "cudaenv"});
    };
    EXPECT_EQ(as_other("exec 12.4 -- nvcc").status, 0) << as_other("exec 12.4 -- nvcc").errors;
    EXPECT_THAT(as_other("list").output, HasSubstr("12.4.1"));
    const ProcessResult install = as_other("install 12.4 --profile minimal");
    EXPECT_EQ(install.status, 0) << install.errors;
    EXPECT_THAT(install.errors, HasSubstr("is already installed"));
    ASSERT_EQ(::chown(world.project().c_str(), kOther, kOther), 0);
    const ProcessResult use = as_other("use 12.4");
    EXPECT_EQ(use.status, 0) << use.errors;
    EXPECT_EQ(text_of(world.project() / ".cudaenv"), "12.4\n");
    EXPECT_THAT(names_in(world.layout().projects()), IsEmpty());
    EXPECT_EQ(as_other("use --global 12.4").status, 6);
    EXPECT_EQ(as_other("uninstall 12.4").status, 6);
}

}  // namespace
}  // namespace cudaenv::test
