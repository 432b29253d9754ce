// SPDX-License-Identifier: Apache-2.0
// A lock comes with a repository, and a repository is a stranger's: what the catalogue does not
// vouch for is refused, and what the user trusts all the same stays with that project.
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

#include <algorithm>
#include <functional>
#include <map>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

constexpr const char* kName = "12.4.1-cudnn9.1.1";
constexpr const char* kNewRelease = "12.4.7";

std::string platform() {
    return std::string(platform_text(host_platform()));
}

/// A component that no catalogue knows, with a program for each name that people type without a
/// thought.
Package evil_package() {
    const std::string top = "cuda_evil-" + platform() + "-1.0-archive";
    Package package{"cuda_evil", "1.0", "cuda_evil/" + platform() + "/" + top + ".tar.xz", {}};
    for (const char* tool : {"git", "make", "sudo", "ls", "gcc", "nsys"})
        package.entries.push_back(file_entry(top + "/bin/" + tool, tool_script("evil"), 0555));
    return package;
}

/// Every file and link below `directory`, with its content or target and its mode.
std::map<std::string, std::string> snapshot(const fs::path& directory) {
    std::map<std::string, std::string> found;
    if (!fs::exists(directory)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        const fs::path& path = entry.path();
        const std::string name = path.lexically_relative(directory).string();
        if (entry.is_symlink()) {
            found[name] = "-> " + target_of(path);
        } else if (entry.is_regular_file()) {
            found[name] = fmt::format("{:o} {}", mode_of(path), text_of(path));
        }
    }
    return found;
}

class LockTrust : public testing::Test {
 protected:
    using Change = std::function<void(json&)>;

    void pin(const std::string& text) const { write_bytes(world.project() / ".cudaenv", text); }
    [[nodiscard]] fs::path lock_file() const { return world.project() / ".cudaenv.lock"; }
    void lock_here(const std::string& pinned) const {
        pin(pinned);
        const ProcessResult result = world.run({"lock"});
        ASSERT_EQ(result.status, 0) << result.errors;
    }
    void change_lock(const Change& change) const {
        json lock = json::parse(text_of(lock_file()));
        change(lock);
        write_bytes(lock_file(), lock.dump());
    }
    /// The first archive of the component `name`, wherever it stands.
    static json& archive_of(json& lock, const std::string& name) {
        for (json& release : lock["releases"]) {
            for (json& archive : release["archives"])
                if (archive["component"] == name) return archive;
        }
        throw std::out_of_range(name);
    }
    /// Serves an archive of which the catalogue knows nothing, and puts it into the lock.
    void smuggle() {
        const Package package = evil_package();
        upstream.publish(
            {Product::cuda, "99.0", SourceName::redist, catalog::Provides::toolkit, {package}});
        change_lock([&](json& lock) {
            lock["releases"][0]["archives"].push_back(
                {{"platform", platform()},
                 {"source", "redist"},
                 {"provides", "toolkit"},
                 {"component", package.component},
                 {"version", package.version},
                 {"path", package.path},
                 {"sha256", digest::hash_bytes(upstream.bytes("cuda_evil-")).hex()}});
        });
    }
    void leave_out_cublas() const {
        change_lock([](json& lock) {
            json& archives = lock["releases"][0]["archives"];
            const auto is_cublas = [](const json& each) {
                return each["component"] == "libcublas";
            };
            archives.erase(std::remove_if(archives.begin(), archives.end(), is_cublas),
                           archives.end());
        });
    }
    /// A release that upstream has and the catalogue does not know, locked where it was known.
    void lock_new_release() {
        Shipment shipment = redist_cuda(kNewRelease);
        upstream.add(shipment);
        lock_here(kNewRelease);
        const fs::path catalog = world.scratch("older-catalogue");
        const Upstream older;
        fs::copy(older.catalog(), catalog, fs::copy_options::recursive);
        world.environment.set(std::string(variables::kCatalog), catalog.string());
    }
    /// Neither `install` nor `install --locked` goes by the lock, whatever else is asked for; no
    /// byte is fetched, and what is installed stays as it is.
    void expect_refused(const std::vector<std::string>& words,
                        const std::vector<std::string>& options = {},
                        int status = 6) {
        const std::size_t requests = upstream.server().requests().size();
        const auto before = snapshot(world.layout().root / "environments");
        const auto entries = names_in(world.layout().store());
        for (const char* how : {"--reinstall", "--locked"}) {
            std::vector<std::string> arguments{"install", how};
            arguments.insert(arguments.end(), options.begin(), options.end());
            const ProcessResult result = world.run(arguments);
            EXPECT_EQ(result.status, status) << how << ": " << result.errors;
            for (const std::string& word : words) EXPECT_THAT(result.errors, HasSubstr(word));
        }
        EXPECT_EQ(world.run({"install"}).status, status);
        EXPECT_EQ(upstream.server().requests().size(), requests) << "something was fetched";
        EXPECT_EQ(snapshot(world.layout().root / "environments"), before);
        EXPECT_EQ(names_in(world.layout().store()), entries);
    }
    /// The only environment whose name says that it is of a lock.
    [[nodiscard]] std::string trusted_name() const {
        std::string found;
        for (const std::string& name : names_in(world.layout().environments()))
            if (name.find("-lock") != std::string::npos) found = name;
        return found;
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(LockTrust, GoesToNoArchiveThatTheCatalogueDoesNotKnow) {
    lock_here("12.4\n");
    world.install({});
    smuggle();
    expect_refused({"cuda_evil",
                    "cuda_evil/" + platform() + "/",
                    "is not in the catalogue",
                    "cudaenv lock",
                    "--trust-lock"});
    EXPECT_THAT(names_in(world.layout().shims()), Not(Contains("git")));
}

TEST_F(LockTrust, GoesToNoOtherFileOfAKnownPath) {
    lock_here("12.4\n");
    world.install({});
    change_lock([](json& lock) { archive_of(lock, "libcublas")["sha256"] = std::string(64, 'a'); });
    expect_refused({"libcublas/", "is another file in the catalogue", "aaaaaaaaaaaa"});
}

TEST_F(LockTrust, GoesToNoArchiveUnderAnotherComponent) {
    lock_here("12.4\n");
    world.install({});
    change_lock([](json& lock) { archive_of(lock, "cuda_cupti")["component"] = "cuda_nvcc"; });
    expect_refused({"cuda_cupti/", "component cuda_nvcc", "cuda_cupti in the catalogue"});
}

TEST_F(LockTrust, GoesToNoArchiveOfAnotherSize) {
    lock_here("12.4\n");
    world.install({});
    change_lock([](json& lock) { archive_of(lock, "libcublas")["size"] = 1; });
    expect_refused({"libcublas/", "size 1"});
}

TEST_F(LockTrust, GoesToNoArchiveFromAnotherSource) {
    lock_here("12.4\n");
    world.install({});
    change_lock([](json& lock) {
        for (json& archive : lock["releases"][0]["archives"]) archive["source"] = "wheels";
    });
    expect_refused({"cuda_nvcc/", "source wheels", "redist in the catalogue"});
}

TEST_F(LockTrust, GoesToNoSourceThatTheProgramDoesNotHave) {
    lock_here("11.2\n");
    change_lock([](json& lock) {
        for (json& archive : lock["releases"].back()["archives"]) archive["source"] = "elsewhere";
    });
    const std::vector<std::string> words{
        "has a bad field \"source\": it is none that cudaenv knows",
        "update cudaenv",
        "cudaenv lock"};
    expect_refused(words, {}, 5);
    expect_refused(words, {"--trust-lock"}, 5);
}

TEST_F(LockTrust, GoesToNoReleaseThatTheCatalogueDoesNotKnow) {
    lock_new_release();
    expect_refused({"does not know CUDA 12.4.7", "cudaenv catalog update"});
}

TEST_F(LockTrust, GoesToNoPartOfAReleaseThatPassesForTheRelease) {
    lock_here("12.4\n");
    world.install({});
    leave_out_cublas();
    expect_refused({"libcublas", "is left out", "--trust-lock"});
}

TEST_F(LockTrust, LooksAtEveryPlatform) {
    lock_here("12.4\n");
    world.install({});
    smuggle();
    change_lock([](json& lock) { archive_of(lock, "cuda_evil")["platform"] = "linux-ppc64le"; });
    expect_refused({"cuda_evil", "linux-ppc64le"});
}

TEST_F(LockTrust, GoesToNothingThatNoEnvironmentMayHold) {
    lock_here("12.4\n");
    world.install({});
    change_lock([](json& lock) {
        json driver = archive_of(lock, "cuda_nvcc");
        const std::string top = "nvidia_driver-" + platform() + "-550.54.15-archive";
        driver["component"] = "nvidia_driver";
        driver["version"] = "550.54.15";
        driver["path"] = "nvidia_driver/" + platform() + "/" + top + ".tar.xz";
        driver["sha256"] = std::string(64, 'd');
        driver.erase("size");
        lock["releases"][0]["archives"].push_back(driver);
    });
    expect_refused({"nvidia_driver", "no environment"});
    expect_refused({"nvidia_driver", "not even"}, {"--trust-lock"});
}

TEST_F(LockTrust, GoesToNoReleaseThatThePinDoesNotAskFor) {
    lock_here("11.2\n");
    change_lock([](json& lock) { lock["pin"]["cuda"] = "12.4"; });
    pin("12.4\n");
    const ProcessResult result = world.run({"install", "--locked"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, HasSubstr("the pin says cuda 12.4, the lock holds 11.2.2"));
    EXPECT_THAT(world.install({}).errors, HasSubstr("is not used"));
    EXPECT_TRUE(fs::exists(world.prefix(kName)));
}

TEST_F(LockTrust, IsNamedByWhatTheCatalogueSaysInACheck) {
    lock_here("12.4\n");
    smuggle();
    const ProcessResult check = world.run({"lock", "--check"});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.errors, AllOf(HasSubstr("cuda_evil"), HasSubstr("is not in the catalogue")));
}

TEST_F(LockTrust, IsNothingToGiveWhereTheCatalogueVouchesForAll) {
    lock_here("12.4\n");
    const ProcessResult result = world.install({"--trust-lock"});
    EXPECT_THAT(result.errors, HasSubstr("--trust-lock changes nothing"));
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre(kName));
    EXPECT_FALSE(world.json({"list", "--json"})["environments"][0]["trusted_lock"]);
    EXPECT_THAT(world.install({}).errors, HasSubstr("already installed"));
}

TEST_F(LockTrust, SaysWhatItTrustsAndGivesANameOfItsOwn) {
    lock_new_release();
    const ProcessResult result = world.install({"--trust-lock"});
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("does not vouch"),
                      HasSubstr("does not know CUDA 12.4.7"),
                      HasSubstr(trusted_name() + ", which serves only ~/project")));
    EXPECT_THAT(trusted_name(), MatchesRegex("12\\.4\\.7-cudnn9\\.1\\.1-lock[0-9a-f]{8}"));
    EXPECT_THAT(find_faults(world.prefix(trusted_name())), IsEmpty());
    EXPECT_THAT(world.install({"--trust-lock"}).errors, HasSubstr("already installed"));
    EXPECT_EQ(names_in(world.layout().environments()).size(), 1U);
}

TEST_F(LockTrust, NamesEachArchiveThatItTrustsWithSourcePathAndDigest) {
    lock_here("12.4\n");
    smuggle();
    const std::string digest = digest::hash_bytes(upstream.bytes("cuda_evil-")).hex();
    const ProcessResult result = world.install({"--trust-lock"});
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("cuda_evil"),
                      HasSubstr("redist"),
                      HasSubstr(evil_package().path),
                      HasSubstr(digest.substr(0, 12))));
    EXPECT_THAT(result.errors, Not(HasSubstr("libcublas/")));
}

TEST_F(LockTrust, LeavesTheHonestEnvironmentAndItsStoreEntriesAlone) {
    lock_here("12.4\n");
    world.install({});
    const auto honest = snapshot(world.prefix(kName));
    const auto entries = names_in(world.layout().store());
    smuggle();
    world.install({"--trust-lock"});
    EXPECT_EQ(snapshot(world.prefix(kName)), honest);
    EXPECT_THAT(names_in(world.layout().store()), testing::IsSupersetOf(entries));
    EXPECT_THAT(trusted_name(), StartsWith(std::string(kName) + "-lock"));
    EXPECT_TRUE(fs::exists(world.prefix(trusted_name()) / "bin/git"));
}

TEST_F(LockTrust, SharesNoStoreEntryOfAReleaseThatOnlyItKnows) {
    lock_new_release();
    world.install({"--trust-lock"});
    world.install({"12.4.1"});
    const auto entries_of = [&](const std::string& environment, const std::string& component) {
        const json record =
            json::parse(text_of(world.prefix(environment) / ".cudaenv/record.json"));
        for (const json& archive : record["archives"])
            if (archive["component"] == component) return archive;
        return json();
    };
    const json ours = entries_of(trusted_name(), "libcublas");
    const json honest = entries_of(kName, "libcublas");
    EXPECT_EQ(ours["sha256"], honest["sha256"]);
    EXPECT_NE(ours["entries"], honest["entries"]) << "how its files map may depend on the release";
}

TEST_F(LockTrust, NeverExchangesAnInstalledEnvironment) {
    lock_here("12.4\n");
    world.install({});
    world.install({"12.4", "--name", "mine"});
    smuggle();
    const std::size_t requests = upstream.server().requests().size();
    for (const char* name : {kName, "mine"}) {
        const auto honest = snapshot(world.prefix(name));
        const ProcessResult result =
            world.run({"install", "--trust-lock", "--reinstall", "--name", name});
        EXPECT_EQ(result.status, 6) << result.errors;
        EXPECT_THAT(result.errors, AllOf(HasSubstr(name), HasSubstr("--name")));
        EXPECT_EQ(snapshot(world.prefix(name)), honest);
    }
    EXPECT_EQ(upstream.server().requests().size(), requests);
    world.install({"--trust-lock", "--name", "lab"});
    EXPECT_TRUE(fs::exists(world.prefix("lab") / "bin/git"));
    world.install({"--trust-lock", "--reinstall", "--name", "lab"});
}

TEST_F(LockTrust, ServesOnlyItsOwnProject) {
    lock_new_release();
    world.install({"--trust-lock"});
    const std::string name = trusted_name();
    const std::string nvcc = (world.prefix(name) / "bin/nvcc").string();
    EXPECT_THAT(world.run({"which", "nvcc"}).output, HasSubstr(nvcc));

    const fs::path below = world.project() / "src/deep";
    fs::create_directories(below);
    EXPECT_THAT(world.run_in(below, {"which", "nvcc"}).output, HasSubstr(nvcc));

    const fs::path other = world.home() / "other";
    write_bytes(other / ".cudaenv", std::string(kNewRelease) + "\n");
    EXPECT_EQ(world.run_in(other, {"which", "nvcc"}).status, 3);
    EXPECT_EQ(world.run_in(other, {"prefix", "12.4"}).status, 3);
    EXPECT_EQ(world.run({"prefix", "12.4"}).status, 3) << "a version that is typed is nobody's pin";
    EXPECT_THAT(world.run_in(other, {"prefix", name}).output, HasSubstr(name));
}

TEST_F(LockTrust, IsPreferredByItsProject) {
    lock_here("12.4\n");
    world.install({});
    smuggle();
    world.install({"--trust-lock"});
    EXPECT_THAT(world.run({"prefix"}).output, HasSubstr(trusted_name()));
    const fs::path other = world.home() / "other";
    write_bytes(other / ".cudaenv", "12.4\n");
    EXPECT_THAT(world.run_in(other, {"prefix"}).output, HasSubstr(std::string(kName) + "\n"));
}

TEST_F(LockTrust, EndsWhereTheLockIsAnotherOne) {
    lock_here("12.4\n");
    world.install({});
    const std::string honest = text_of(lock_file());
    smuggle();
    const std::string trusted = text_of(lock_file());
    world.install({"--trust-lock"});
    const std::string name = trusted_name();
    const auto selected = [&] { return world.run({"prefix"}).output; };
    EXPECT_THAT(selected(), HasSubstr(name));

    write_bytes(lock_file(), honest);
    EXPECT_THAT(selected(), HasSubstr(std::string(kName) + "\n"));
    EXPECT_EQ(world.run({"install", "--locked"}).status, 0);
    EXPECT_THAT(selected(), HasSubstr(std::string(kName) + "\n"));
    fs::remove(lock_file());
    EXPECT_THAT(selected(), HasSubstr(std::string(kName) + "\n"));
    write_bytes(lock_file(), trusted);
    EXPECT_THAT(selected(), HasSubstr(name));

    // The same archives, written down in another way: to be trusted anew.
    write_bytes(lock_file(), json::parse(trusted).dump(1));
    EXPECT_THAT(selected(), HasSubstr(std::string(kName) + "\n"));
    world.install({"--trust-lock"});
    EXPECT_THAT(selected(), HasSubstr(name));
    EXPECT_THAT(find_faults(world.prefix(name)), IsEmpty());
}

TEST_F(LockTrust, IsNothingForThePinOfAnotherProject) {
    lock_new_release();
    world.install({"--trust-lock"});
    const fs::path other = world.home() / "other";
    write_bytes(other / ".cudaenv", trusted_name() + "\n");
    EXPECT_EQ(world.run_in(other, {"which", "nvcc"}).status, 3);
    EXPECT_EQ(world.run({"use", "--global", trusted_name()}).status, 0);
}

class LockedWish : public LockTrust {};

TEST_F(LockedWish, ForLessTakesNothingAway) {
    lock_here("12.4\n");
    world.install({});
    const auto before = snapshot(world.prefix(kName));
    leave_out_cublas();
    change_lock([](json& lock) { lock["profile"] = "minimal"; });
    EXPECT_EQ(world.run({"lock", "--check"}).status, 0);
    EXPECT_THAT(world.install({}).errors, HasSubstr("is already installed"));
    EXPECT_THAT(world.install({"--locked"}).errors, HasSubstr("is already installed"));
    EXPECT_EQ(snapshot(world.prefix(kName)), before);
}

TEST(PinnedWish, ForLessTakesNothingAway) {
    const Upstream upstream;
    World world(upstream);
    world.install({"12.4"});
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1");
    const auto before = snapshot(prefix);
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncudnn: 9\nprofile: minimal\n");
    // Which says more than a release, so that only the whole plan can tell.
    EXPECT_THAT(world.install({"--component", "cuda_cupti"}).errors,
                HasSubstr("is already installed"));
    EXPECT_EQ(snapshot(prefix), before);
    world.install({"--component", "cuda_cupti", "--reinstall"});
    EXPECT_NE(snapshot(prefix), before);
}

TEST_F(LockTrust, IsShown) {
    lock_new_release();
    world.install({"--trust-lock"});
    EXPECT_TRUE(world.json({"list", "--json"})["environments"][0]["trusted_lock"]);
    EXPECT_TRUE(world.json({"current", "--json"})["trusted_lock"]);
    EXPECT_THAT(world.run({"list"}).output, HasSubstr("not vouched for"));
    EXPECT_THAT(world.run({"current"}).output,
                AllOf(HasSubstr("not vouched for"), HasSubstr("~/project")));
}

TEST_F(LockTrust, IsNoReasonToTakeAKnownFileForAnother) {
    lock_here("12.4\n");
    change_lock([](json& lock) {
        json& cupti = archive_of(lock, "cuda_cupti");
        cupti["component"] = "cuda_nvcc";
        cupti["version"] = "12.4.131";
    });
    expect_refused({"cuda_cupti/", "not even"}, {"--trust-lock"});
}

TEST_F(LockTrust, NeedsAPinAndALockAndNothingThatDecidesAnew) {
    EXPECT_EQ(world.run({"install", "--trust-lock"}).status, 3);
    pin("12.4\n");
    EXPECT_EQ(world.run({"install", "--trust-lock"}).status, 3);
    lock_here("12.4\n");
    const ProcessResult decided = world.run({"install", "--trust-lock", "--cudnn", "none"});
    EXPECT_EQ(decided.status, 2);
    EXPECT_THAT(decided.errors, AllOf(HasSubstr("--trust-lock"), HasSubstr("--cudnn")));
}

TEST_F(LockTrust, IsWhatMendsADamagedEnvironment) {
    lock_new_release();
    world.install({"--trust-lock"});
    const std::string name = trusted_name();
    const std::string mend = "cd " + world.project().string() + " && cudaenv install --trust-lock";
    for (const char* lost : {"bin/nvcc", ".cudaenv/record.json", ".cudaenv/activation"}) {
        fs::remove(world.prefix(name) / lost);
        const json damaged = world.json({"list", "--json"})["damaged"];
        ASSERT_EQ(damaged.size(), 1U) << lost;
        EXPECT_EQ(damaged[0]["mend"], mend) << lost;
        world.install({"--trust-lock"});
        EXPECT_THAT(find_faults(world.prefix(name)), IsEmpty()) << lost;
        EXPECT_THAT(world.json({"list", "--json"})["damaged"], IsEmpty()) << lost;
    }
}

TEST_F(LockTrust, IsNoBusinessOfAnUpgrade) {
    lock_here("12.4.0\n");
    smuggle();
    world.install({"--trust-lock"});
    const std::string name = trusted_name();
    const auto before = snapshot(world.prefix(name));
    EXPECT_THAT(world.run({"upgrade", name}).errors, HasSubstr("cudaenv lock"));
    EXPECT_EQ(snapshot(world.prefix(name)), before);
}

TEST_F(LockTrust, MakesAnHonestInstallationNoLessNecessary) {
    lock_here("12.4\n");
    smuggle();
    world.install({"--trust-lock"});
    world.install({"12.4"});
    EXPECT_TRUE(fs::exists(world.prefix(kName) / "bin/nvcc"));
    EXPECT_FALSE(fs::exists(world.prefix(kName) / "bin/git"));
}

class ForeignTools : public LockTrust {};

TEST_F(ForeignTools, OfATrustedLockGetNoShims) {
    lock_here("12.4\n");
    smuggle();
    world.install({"--trust-lock"});
    EXPECT_THAT(names_in(world.layout().shims()),
                AllOf(Contains("nvcc"),
                      Contains("nsys"),
                      Not(Contains("git")),
                      Not(Contains("make")),
                      Not(Contains("sudo")),
                      Not(Contains("ls"))));
}

TEST_F(ForeignTools, OfAnHonestArchiveGetNoShimsEither) {
    Shipment cuda = redist_cuda("12.4.1");
    Package& nvcc = cuda.package("cuda_nvcc");
    const std::string top =
        nvcc.entries.front().name.substr(0, nvcc.entries.front().name.find('/'));
    nvcc.entries.push_back(file_entry(top + "/bin/git", tool_script("not git"), 0555));
    upstream.add(cuda);
    world.install({"12.4.1"});
    ASSERT_TRUE(fs::exists(world.prefix(kName) / "bin/git"));
    EXPECT_THAT(names_in(world.layout().shims()), AllOf(Contains("nvcc"), Not(Contains("git"))));
}

TEST_F(ForeignTools, LoseTheShimsThatAnEarlierProgramGaveThem) {
    Shipment cuda = redist_cuda("12.4.1");
    Package& nvcc = cuda.package("cuda_nvcc");
    const std::string top =
        nvcc.entries.front().name.substr(0, nvcc.entries.front().name.find('/'));
    nvcc.entries.push_back(file_entry(top + "/bin/git", tool_script("not git"), 0555));
    upstream.add(cuda);
    world.install({"12.4.1"});
    fs::create_symlink("../shim/cudaenv-shim", world.layout().shims() / "git");
    ASSERT_EQ(world.run({"init", "bash"}).status, 0);
    EXPECT_THAT(names_in(world.layout().shims()), AllOf(Contains("nvcc"), Not(Contains("git"))));
}

TEST_F(ForeignTools, AreNotServedByALinkOfTheirName) {
    lock_here("12.4\n");
    smuggle();
    world.install({"--trust-lock"});
    const fs::path link = world.scratch("git");
    fs::create_symlink(world.layout().root / "shim/cudaenv-shim", link);
    const ProcessResult result = world.run_program({link.string()});
    EXPECT_EQ(result.status, 127);
    EXPECT_THAT(result.output, Not(HasSubstr("evil")));
}

}  // namespace
}  // namespace cudaenv::test
