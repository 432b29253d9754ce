// SPDX-License-Identifier: Apache-2.0
// What is an environment, what is a damaged one, and what only looks so for a moment.
#include "support/few_descriptors.hpp"
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <thread>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Examination : public testing::Test {
 protected:
    /// A whole environment: activation file, record and bin/nvcc.
    void add(const std::string& name, const std::string& toolkit) const {
        const fs::path prefix = layout_.environment(name);
        Activation activation;
        activation.toolkit = toolkit;
        activation.paths = {"bin"};
        activation.set = {{"CUDA_HOME", "."}, {"CUDACXX", "./bin/nvcc"}};
        write(prefix / ".cudaenv/activation", render_activation(activation));
        Record record;
        record.name = name;
        record.toolkit = parse_version(toolkit);
        record.profile = Profile::minimal;
        record.source = SourceName::redist;
        write(prefix / ".cudaenv/record.json", render_record(record));
        write(prefix / "bin/nvcc", "");
    }

    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

    static void give_away(const fs::path& path) {
        ASSERT_EQ(::chown(path.c_str(), 12345, 12345), 0);
    }

    [[nodiscard]] std::optional<Examined> look(const std::string& name,
                                               Examine how = examine) const {
        return how(layout_.root, name, EnvironmentOrigin::installed);
    }

    [[nodiscard]] Installed healthy(const std::string& name, Examine how = examine) const {
        return std::get<Installed>(look(name, how).value());
    }

    [[nodiscard]] Damaged damaged(const std::string& name, Examine how = examine) const {
        return std::get<Damaged>(look(name, how).value());
    }

    cudaenv::test::TempDir dir_;
    Layout layout_ = test::layout_below(dir_.path());
};

TEST_F(Examination, ReadsAHealthyEnvironment) {
    test::add_environment(layout_.root, "lab", "11.2.2", {{Product::cudnn, "8.9.7.29"}});
    const Installed environment = healthy("lab", examine_activation);
    EXPECT_EQ(environment.name, "lab");
    EXPECT_EQ(environment.path, layout_.environment("lab"));
    EXPECT_EQ(environment.root, layout_.root);
    EXPECT_EQ(environment.toolkit, parse_version("11.2.2"));
    EXPECT_EQ(environment.libraries.at(Product::cudnn), parse_version("8.9.7.29"));
    EXPECT_EQ(environment.origin, EnvironmentOrigin::installed);
    EXPECT_EQ(environment.activation.toolkit, "11.2.2");
    add("12.4.1", "12.4.1");
    EXPECT_EQ(healthy("12.4.1").toolkit, parse_version("12.4.1"));
}

TEST_F(Examination, MayTellOfALibraryThatOnlyANewerProgramKnows) {
    add("12.4.1", "12.4.1");
    const fs::path prefix = layout_.environment("12.4.1");
    const auto insert = [&prefix](const char* file, const std::string& mark, const char* text) {
        std::string whole = read_file_text(prefix / file);
        write(prefix / file, whole.insert(whole.find(mark) + mark.size(), text));
    };
    insert(".cudaenv/activation", "toolkit 12.4.1\n", "library cufuture 4.2\n");
    insert(".cudaenv/record.json", "\"libraries\": {", "\"cufuture\": \"4.2\"");
    EXPECT_THAT(healthy("12.4.1", examine_activation).libraries, testing::IsEmpty());
    EXPECT_THAT(healthy("12.4.1").libraries, testing::IsEmpty());
}

TEST_F(Examination, FindsNothingWhereNoEnvironmentCanBe) {
    write(layout_.environment("a-file"), "");
    write(layout_.environment(".hidden") / ".cudaenv/activation", "");
    for (const Examine how : {examine_activation, Examine(examine)}) {
        EXPECT_FALSE(look("absent", how));
        EXPECT_FALSE(look("a-file", how));
        EXPECT_FALSE(look(".hidden", how));
        EXPECT_FALSE(look("../environments/lab", how));
        EXPECT_FALSE(how(dir_ / "absent", "lab", EnvironmentOrigin::installed));
    }
}

TEST_F(Examination, ReadsALinkToAToolkitElsewhereThatHasNoRecord) {
    write(layout_.environment("site") / ".cudaenv/activation",
          "cudaenv-activation 1\ntoolkit 12.4\npath bin\nprefix /usr/local/cuda-12.4\n");
    for (const Examine how : {examine_activation, Examine(examine)}) {
        EXPECT_EQ(healthy("site", how).origin, EnvironmentOrigin::linked);
        EXPECT_EQ(healthy("site", how).path, "/usr/local/cuda-12.4");
        EXPECT_EQ(healthy("site", how).root, layout_.root);
        const auto shared = how(layout_.root, "site", EnvironmentOrigin::shared);
        EXPECT_EQ(std::get<Installed>(shared.value()).origin, EnvironmentOrigin::shared);
    }
}

TEST_F(Examination, SaysWhatIsWrongWithAnActivationFile) {
    struct Row {
        const char* text;
        const char* reason;
        const char* toolkit;
    };
    const Row rows[] = {
        {"nonsense\n", ".cudaenv/activation:1: this is no activation file", "11.2.2"},
        {"", ".cudaenv/activation:1: this is no activation file", "11.2.2"},
        {"cudaenv-activation 1\ntoolkit 12.4.1\npa", "malformed line 'pa'", "12.4.1"},
        {"cudaenv-activation 1\npath bin\n", "no toolkit is named", "11.2.2"},
        {"cudaenv-activation 1\ntoolkit twelve\n", "'twelve' is not a version", "11.2.2"},
        {"cudaenv-activation 1\ntoolkit 12.4\nlibrary cudnn nine\n", "is not a version", "12.4"},
    };
    for (const Row& row : rows) {
        add("11.2.2", "11.2.2");
        write(layout_.environment("11.2.2") / ".cudaenv/activation", row.text);
        const Damaged found = damaged("11.2.2", examine_activation);
        EXPECT_THAT(found.reason, HasSubstr(row.reason));
        EXPECT_EQ(found.toolkit.value().text(), row.toolkit);
        EXPECT_EQ(found.path, layout_.environment("11.2.2"));
        EXPECT_EQ(damaged("11.2.2").reason, found.reason);
        EXPECT_EQ(damaged("11.2.2").toolkit, parse_version("11.2.2")) << "the record tells";
        EXPECT_EQ(damaged("11.2.2").mend, "cudaenv install 11.2.2 --profile minimal --cudnn none");
    }
}

TEST_F(Examination, SaysThatAFileIsMissing) {
    add("11.2.2", "11.2.2");
    fs::remove(layout_.environment("11.2.2") / "bin/nvcc");
    EXPECT_EQ(damaged("11.2.2").reason, "bin/nvcc is missing");
    fs::remove(layout_.environment("11.2.2") / ".cudaenv/record.json");
    EXPECT_EQ(damaged("11.2.2").reason, ".cudaenv/record.json is missing");
    EXPECT_EQ(damaged("11.2.2").mend, "cudaenv install 11.2.2 --cudnn none");
    EXPECT_NO_THROW(static_cast<void>(healthy("11.2.2", examine_activation)));
    fs::remove(layout_.environment("11.2.2") / ".cudaenv/activation");
    EXPECT_EQ(damaged("11.2.2").reason, ".cudaenv/activation is missing");
    fs::remove_all(layout_.environment("11.2.2") / ".cudaenv");
    write(layout_.environment("11.2.2") / "version.json", "{}");
    fs::create_symlink("lib", layout_.environment("11.2.2") / "lib64");
    EXPECT_EQ(damaged("11.2.2").reason, ".cudaenv/activation is missing");
    EXPECT_EQ(damaged("11.2.2", examine_activation).toolkit, parse_version("11.2.2"));
}

TEST_F(Examination, SaysInWhatAnActivationFileIsNotAsTheRecordTells) {
    struct Row {
        const char* text;
        const char* reason;
    };
    const Row rows[] = {
        {"toolkit 12.4.3\n", "toolkit 12.4.3, record.json says 12.4.1"},
        {"toolkit 12.4.1\nlibrary cudnn 9.1\n", "cudnn 9.1, record.json says none"},
        {"toolkit 12.4.1\nproject /home/me/x\n", "project /home/me/x, record.json says none"},
    };
    add("12.4.1", "12.4.1");
    for (const Row& row : rows) {
        write(layout_.environment("12.4.1") / ".cudaenv/activation",
              std::string("cudaenv-activation 1\n") + row.text);
        const Damaged found = damaged("12.4.1");
        EXPECT_EQ(found.reason, std::string(".cudaenv/activation says ") + row.reason);
        EXPECT_EQ(found.toolkit, parse_version("12.4.1")) << "the record tells";
        EXPECT_EQ(found.project, "");
        EXPECT_EQ(found.mend, "cudaenv install 12.4.1 --profile minimal --cudnn none");
    }
}

TEST_F(Examination, FindsNoEnvironmentInSomebodysDirectory) {
    write(layout_.environment("notes") / "todo.txt", "buy milk");
    write(layout_.environment("12.4") / "version.json", "{}");
    fs::create_directories(layout_.environment("empty"));
    for (const Examine how : {examine_activation, Examine(examine)}) {
        EXPECT_FALSE(look("notes", how));
        EXPECT_FALSE(look("12.4", how));
        EXPECT_FALSE(look("empty", how));
    }
}

TEST_F(Examination, KnowsWhoseADamagedEnvironmentIs) {
    write(layout_.environment("lab") / ".cudaenv/activation",
          "cudaenv-activation 1\ntoolkit 12.4.1\nproject /home/me/x\n");
    EXPECT_EQ(damaged("lab").reason, ".cudaenv/record.json is missing");
    EXPECT_EQ(damaged("lab").project, "/home/me/x");
    EXPECT_EQ(damaged("lab").mend, "cd /home/me/x && cudaenv install --trust-lock --name lab");
    write(layout_.environment("lab") / ".cudaenv/activation",
          "toolkit 12.4.1\nproject /home/me/x\n");
    EXPECT_EQ(damaged("lab", examine_activation).project, "/home/me/x");
}

TEST_F(Examination, SaysThatARecordIsDamaged) {
    add("lab", "12.4.1");
    write(layout_.environment("lab") / ".cudaenv/record.json", "{");
    EXPECT_THAT(damaged("lab").reason, HasSubstr(".cudaenv/record.json is damaged"));
    EXPECT_EQ(damaged("lab").toolkit, parse_version("12.4.1"));
    EXPECT_EQ(damaged("lab").mend, "cudaenv install 12.4.1 --name lab");
}

TEST_F(Examination, NamesTheCommandForTheDirectoryAsItIsCalledNow) {
    add("12.4.1", "12.4.1");
    fs::rename(layout_.environment("12.4.1"), layout_.environment("moved"));
    fs::remove(layout_.environment("moved") / "bin/nvcc");
    EXPECT_EQ(damaged("moved").mend,
              "cudaenv install 12.4.1 --profile minimal --cudnn none --name moved");
}

TEST_F(Examination, LeavesWhatANewerProgramWroteToThatProgram) {
    add("lab", "12.4.1");
    write(layout_.environment("lab") / ".cudaenv/activation", "cudaenv-activation 4\n");
    EXPECT_THAT(damaged("lab", examine_activation).mend, HasSubstr("update cudaenv"));
}

TEST_F(Examination, TakesWhatCannotBeReadForDamaged) {
    fs::create_directories(layout_.environment("lab") / ".cudaenv/activation");
    EXPECT_THAT(damaged("lab").reason, HasSubstr("activation"));
    EXPECT_EQ(damaged("lab").mend, "cudaenv uninstall lab");
}

TEST_F(Examination, TakesWhatMayNotBeLookedIntoForAnEnvironment) {
    const fs::path prefix = layout_.environment("lab");
    fs::create_directories(prefix);
    EXPECT_FALSE(looks_like_environment(prefix));
    fs::permissions(prefix, fs::perms::none);
    fs::permissions(dir_.path(), fs::perms{0755});
    const uid_t user = ::geteuid();
    // Root may look into everything.
    ASSERT_EQ(::seteuid(user == 0 ? 12345 : user), 0);
    const bool looks_so = looks_like_environment(prefix);
    ASSERT_EQ(::seteuid(user), 0);
    fs::permissions(prefix, fs::perms::owner_all);
    EXPECT_TRUE(looks_so);
}

TEST_F(Examination, ListsTheDamagedBesideTheHealthy) {
    add("good", "12.4.1");
    add("bad", "12.4.1");
    fs::remove(layout_.environment("bad") / ".cudaenv/record.json");
    const fs::path shared = dir_ / "shared";
    write(shared / "environments/11.2.2/.cudaenv/activation", "nonsense\n");
    const Environments found = list_environments(layout_, {shared});
    ASSERT_EQ(found.healthy.size(), 1U);
    EXPECT_EQ(found.healthy[0].name, "good");
    std::vector<std::string> names;
    for (const Damaged& each : found.damaged)
        names.push_back(each.name + "@" + std::string(origin_text(each.origin)));
    EXPECT_THAT(names, ElementsAre("bad@installed", "11.2.2@shared"));
    EXPECT_EQ(found.damaged[1].mend,
              "CUDAENV_ROOT=" + shared.string() + " cudaenv install 11.2.2 --cudnn none");
}

TEST_F(Examination, BelievesNothingThatAnotherUserMayHaveMade) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    add("12.4.1", "12.4.1");
    const fs::path prefix = layout_.environment("12.4.1");
    write(prefix / ".cudaenv/record.json",
          R"({"schema": 1, "name": "12.4.1", "toolkit": "11.0", "project": "/evil"})");
    give_away(prefix / ".cudaenv/activation");
    for (const Examine how : {examine_activation, Examine(examine)}) {
        EXPECT_EQ(damaged("12.4.1", how).reason,
                  ".cudaenv/activation belongs to another user (uid 12345)");
    }
    give_away(prefix);
    for (const Examine how : {examine_activation, Examine(examine)}) {
        const Damaged found = damaged("12.4.1", how);
        EXPECT_EQ(found.reason, "its directory belongs to another user (uid 12345)");
        EXPECT_EQ(found.mend, "cudaenv install 12.4.1 --cudnn none") << "of its name alone";
        EXPECT_EQ(found.project, "");
    }
    fs::remove(prefix / ".cudaenv/activation");
    ASSERT_EQ(::mkfifo((prefix / ".cudaenv/activation").c_str(), 0600), 0);
    EXPECT_TRUE(damaged("12.4.1").is_foreign) << "and waits for no pipe";
    fs::create_directory(layout_.environment("notes"));
    give_away(layout_.environment("notes"));
    EXPECT_FALSE(look("notes"));
}

TEST_F(Examination, BelievesWhatTheSuperuserOrWhoeverOwnsTheRootMade) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    add("12.4.1", "12.4.1");
    for (const fs::path& path : {layout_.root, layout_.environment("12.4.1")}) give_away(path);
    for (const EnvironmentOrigin origin :
         {EnvironmentOrigin::installed, EnvironmentOrigin::shared}) {
        const auto found = examine(layout_.root, "12.4.1", origin);
        EXPECT_TRUE(std::holds_alternative<Installed>(found.value()));
    }
}

TEST_F(Examination, BelievesNothingThatEverybodyMayWrite) {
    add("12.4.1", "12.4.1");
    const fs::path prefix = layout_.environment("12.4.1");
    fs::permissions(prefix / ".cudaenv/activation", fs::perms{0666});
    EXPECT_EQ(damaged("12.4.1").reason, ".cudaenv/activation may be written by others");
    fs::permissions(prefix, fs::perms{0777});
    EXPECT_EQ(damaged("12.4.1", examine_activation).reason,
              "its directory may be written by others");
    fs::permissions(prefix, fs::perms{0775});
    fs::permissions(prefix / ".cudaenv/activation", fs::perms{0664});
    EXPECT_NO_THROW(static_cast<void>(healthy("12.4.1"))) << "a group may be the user's own";
}

TEST_F(Examination, FollowsALinkOfOurOwn) {
    add("12.4.1", "12.4.1");
    const fs::path prefix = layout_.environment("12.4.1");
    fs::rename(prefix, dir_ / "elsewhere");
    fs::create_directory_symlink(dir_ / "elsewhere", prefix);
    if (::geteuid() == 0) give_away(dir_ / "elsewhere");
    EXPECT_NO_THROW(static_cast<void>(healthy("12.4.1")));
}

TEST_F(Examination, PassesOverSharedRootsThatItCannotUse) {
    const auto shared = [&](const std::string& name, const std::string& layout) {
        write(dir_ / name / "layout", layout);
        test::add_environment(dir_ / name, name, "12.4.1");
        return dir_ / name;
    };
    // NOLINTNEXTLINE(misc-misleading-bidirectional): a name that misleads is passed over
    const fs::path misleading = dir_ / "a\u202e";
    const std::vector<fs::path> roots{
        shared("newer", "99\n"), shared("broken", "x"), shared("good", "1\n"), misleading};
    const Environments found = list_environments(layout_, roots, examine_activation);
    ASSERT_EQ(found.healthy.size(), 1U);
    EXPECT_EQ(found.healthy[0].name, "good");
    EXPECT_THAT(found.damaged, IsEmpty());
    std::vector<std::string> reasons;
    for (const Error& each : found.passed_over) reasons.push_back(each.message());
    EXPECT_THAT(reasons,
                ElementsAre(HasSubstr("newer was written by a newer cudaenv (layout 99"),
                            HasSubstr("does not hold a layout number"),
                            HasSubstr("has control characters in its path")));
}

TEST_F(Examination, TakesNoLackOfDescriptorsForDamageOrAbsence) {
    add("own", "12.4.1");
    const fs::path shared = dir_ / "shared";
    write(shared / "layout", "1\n");
    fs::create_directory(shared / "environments");
    fs::copy(
        layout_.environment("own"), shared / "environments/theirs", fs::copy_options::recursive);
    if (cudaenv::test::kNeedsDescriptors) GTEST_SKIP() << "the sanitizer needs them";
    int refused = 0;
    // With every number of descriptors from none to enough.
    for (unsigned spare = 0; spare < 6; ++spare) {
        std::optional<Environments> found;
        int reason = 0;
        try {
            const cudaenv::test::FewDescriptors few(spare);
            found = list_environments(layout_, {shared});
        } catch (const Error& error) {
            reason = error.error_number();
            ++refused;
        }
        EXPECT_TRUE(reason == 0 || reason == EMFILE) << reason;
        EXPECT_TRUE(!found || (found->healthy.size() == 2 && found->passed_over.empty())) << spare;
    }
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, 6);
}

TEST_F(Examination, TakesNoRootThatCannotBeReadForAnEmptyOne) {
    add("good", "12.4.1");
    const fs::path shared = dir_ / "shared";
    fs::create_directories(shared);
    fs::create_symlink("environments", shared / "environments");  // which not even root can read
    const Environments found = list_environments(layout_, {shared}, examine_activation);
    EXPECT_EQ(found.healthy.size(), 1U);
    ASSERT_EQ(found.passed_over.size(), 1U);
    EXPECT_THAT(found.passed_over[0].message(), HasSubstr((shared / "environments").string()));
    fs::remove_all(layout_.environments());
    EXPECT_THAT(list_environments(layout_, {}).healthy, IsEmpty());
    fs::create_symlink("environments", layout_.environments());
    EXPECT_THAT([&] { list_environments(layout_, {}); },
                testing::ThrowsMessage<Error>(HasSubstr(layout_.environments().string())));
}

TEST_F(Examination, NeverTakesAnExchangedEnvironmentForAMissingOrDamagedOne) {
    add("one", "12.4.1");
    std::atomic<bool> is_over{false};
    std::thread exchanging([&] {
        for (int i = 0; i < 100; ++i) {
            add("new", i % 2 == 0 ? "12.4.1" : "12.4.0");
            replace_directory(layout_.environment("new"), layout_.environment("one"));
        }
        is_over = true;
    });
    int looks = 0;
    for (; !is_over; ++looks) {
        for (const Examine how : {examine_activation, Examine(examine)}) {
            const auto found = look("one", how);
            if (!found || !std::holds_alternative<Installed>(*found)) {
                ADD_FAILURE() << (found ? std::get<Damaged>(*found).reason : "missing");
            }
        }
    }
    exchanging.join();
    EXPECT_GT(looks, 0);
}

TEST_F(Examination, TakesARemovedEnvironmentForNone) {
    std::atomic<bool> is_over{false};
    std::thread working([&] {
        for (int i = 0; i < 100; ++i) {
            add("new", "12.4.1");
            fs::rename(layout_.environment("new"), layout_.environment("one"));
            fs::rename(layout_.environment("one"), dir_ / "grave");
            fs::remove_all(dir_ / "grave");
        }
        is_over = true;
    });
    while (!is_over) {
        const auto found = look("one");
        if (found && !std::holds_alternative<Installed>(*found))
            ADD_FAILURE() << std::get<Damaged>(*found).reason;
    }
    working.join();
}

TEST(MaySatisfy, GoesByNameAndByToolkit) {
    Damaged damaged;
    damaged.name = "lab";
    EXPECT_TRUE(may_satisfy(damaged, {parse_spec("lab"), {}}));
    EXPECT_FALSE(may_satisfy(damaged, {parse_spec("12.4"), {}}));
    damaged.toolkit = parse_version("12.4.1");
    EXPECT_TRUE(may_satisfy(damaged, {parse_spec("12.4"), {}}));
    EXPECT_TRUE(may_satisfy(damaged, {parse_spec("latest"), {}}));
    EXPECT_FALSE(may_satisfy(damaged, {parse_spec("12.5"), {}}));
    EXPECT_FALSE(may_satisfy(damaged, {parse_spec("lab2"), {}}));
    damaged.project = "/home/me/x";
    EXPECT_TRUE(may_satisfy(damaged, {parse_spec("lab"), {}}));
    EXPECT_FALSE(may_satisfy(damaged, {parse_spec("12.4"), {}}));
    EXPECT_FALSE(may_satisfy(damaged, {parse_spec("12.4"), {}, "/home/me/y"}));
    EXPECT_TRUE(may_satisfy(damaged, {parse_spec("12.4"), {}, "/home/me/x"}));
}

TEST(DamagedError, NamesReasonAndCommand) {
    Damaged damaged;
    damaged.name = "lab";
    damaged.reason = "bin/nvcc is missing";
    damaged.mend = "cudaenv install 12.4.1 --name lab";
    const Error error = damaged_error(damaged);
    EXPECT_EQ(error.kind(), ErrorKind::integrity);
    EXPECT_EQ(error.message(), "lab is damaged: bin/nvcc is missing");
    EXPECT_EQ(error.hint(), damaged.mend);
}

}  // namespace
}  // namespace cudaenv::store
