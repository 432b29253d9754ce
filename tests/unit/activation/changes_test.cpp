// SPDX-License-Identifier: Apache-2.0
// Entering changes what it should, and leaving gives back exactly what was there.
#include "unit/activation/fake_toolkit.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/path_list.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace cudaenv::activation {
namespace {

using Map = Environment::Map;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

store::Installed make_target(const std::string& name) {
    store::Installed target;
    target.name = name;
    target.root = "/root dir";
    target.path = target.root / "environments" / name;
    target.activation.paths = {"bin", "nsight/bin"};
    target.activation.library_paths = {"lib64"};
    target.activation.set = {{"CUDA_HOME", "."},
                             {"CUDACXX", "./bin/nvcc"},
                             {"CUDAHOSTCXX", "store:gcc-10/bin/g++"},
                             {"CUDA_FLAVOUR", "plain"}};
    target.activation.prepend = {{"NVCC_PREPEND_FLAGS", "-ccbin store:gcc-10/bin/g++"}};
    return target;
}

Environment entered(const Environment& environment, const store::Installed& target) {
    return applied(environment,
                   enter(environment, target, LibraryPath::automatic, Front::as_it_is));
}

Environment left(const Environment& environment) {
    return applied(environment, leave(environment));
}

TEST(Enter, SetsEveryVariableOfTheEnvironment) {
    const Environment environment(Map{{"PATH", "/usr/bin:/bin"}, {"NVCC_PREPEND_FLAGS", "-O1"}});
    const Environment inside = entered(environment, make_target("a"));
    EXPECT_EQ(inside.find("PATH"),
              "/root dir/environments/a/bin:/root dir/environments/a/nsight/bin:/usr/bin:/bin");
    EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), "/root dir/environments/a/lib64");
    EXPECT_EQ(inside.find("CUDA_HOME"), "/root dir/environments/a");
    EXPECT_EQ(inside.find("CUDACXX"), "/root dir/environments/a/bin/nvcc");
    EXPECT_EQ(inside.find("CUDAHOSTCXX"), "/root dir/store/gcc-10/bin/g++");
    EXPECT_EQ(inside.find("CUDA_FLAVOUR"), "plain");
    EXPECT_EQ(inside.find("NVCC_PREPEND_FLAGS"), "-ccbin /root dir/store/gcc-10/bin/g++ -O1");
    EXPECT_EQ(inside.find("CUDAENV_ACTIVE"), "/root dir/environments/a");
}

TEST(Enter, TellsOnlyWhatChanges) {
    const Environment environment(
        Map{{"PATH", "/bin"}, {"EDITOR", "vi"}, {"CUDA_FLAVOUR", "plain"}});
    const Changes changes =
        enter(environment, make_target("a"), LibraryPath::automatic, Front::as_it_is);
    EXPECT_THAT(changes, Not(Contains(Key("EDITOR"))));
    EXPECT_THAT(changes, Not(Contains(Key("CUDA_FLAVOUR"))));
}

TEST(Enter, LeavesNoEmptyEntryInLists) {
    const Environment environment(Map{{"PATH", "/bin"}, {"LD_LIBRARY_PATH", ""}});
    EXPECT_EQ(entered(environment, make_target("a")).find("LD_LIBRARY_PATH"),
              "/root dir/environments/a/lib64");
}

TEST(Enter, WithNeverLeavesLibraryPathAlone) {
    const Environment environment(Map{{"PATH", "/bin"}});
    EXPECT_THAT(enter(environment, make_target("a"), LibraryPath::never, Front::as_it_is),
                Not(Contains(Key("LD_LIBRARY_PATH"))));
}

TEST(Enter, KeepsTheUndoPrintable) {
    const Environment environment(Map{{"CUDA_HOME", "a\n;,%\x1b\xff"}});
    const std::string undo = *entered(environment, make_target("a")).find("CUDAENV_UNDO");
    EXPECT_THAT(undo, StartsWith("1;"));
    EXPECT_EQ(undo.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789/:._+-%;,"),
              std::string::npos);
}

TEST(Enter, RefusesAVariableThatNoShellCanName) {
    store::Installed target = make_target("a");
    target.activation.set.emplace_back("X;rm", "1");
    EXPECT_THROW(enter({}, target, LibraryPath::automatic, Front::as_it_is), Error);
}

TEST(Enter, TwiceIsOnce) {
    const Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::as_it_is),
                IsEmpty());
}

TEST(Enter, AgainKeepsWhatTheUserChanged) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("CUDAHOSTCXX", "/usr/bin/g++-9");
    inside.set("PATH", "/mine:" + *inside.find("PATH"));
    inside.unset("LD_LIBRARY_PATH");
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::as_it_is),
                IsEmpty());
}

TEST(Enter, AgainMendsAPathThatLostOurs) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/bin");
    const Environment mended = entered(inside, make_target("a"));
    EXPECT_THAT(*mended.find("PATH"), StartsWith("/root dir/environments/a/bin:"));
    EXPECT_EQ(left(mended).find("PATH"), "/bin");
}

TEST(Enter, AgainRemovesWhatAVirtualEnvironmentPutBackOfAnother) {
    const Environment before(Map{{"PATH", "/bin"}});
    const std::string remembered = entered(before, make_target("a")).find("PATH").value();
    Environment inside = entered(before, make_target("b"));
    inside.set("PATH", remembered);
    inside = entered(inside, make_target("b"));
    EXPECT_EQ(inside.find("PATH"),
              "/root dir/environments/b/bin:/root dir/environments/b/nsight/bin:/bin");
    EXPECT_EQ(left(inside).find("PATH"), "/bin");
}

TEST(Enter, AgainFollowsAChangedComposition) {
    const Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    store::Installed changed = make_target("a");
    changed.activation.prepend.clear();
    const Environment after = entered(inside, changed);
    EXPECT_EQ(after.find("NVCC_PREPEND_FLAGS"), std::nullopt);
    EXPECT_EQ(left(after).values(), Environment(Map{{"PATH", "/bin"}}).values());
}

TEST(Enter, AnotherRemovesTheFirst) {
    const Environment environment(Map{{"PATH", "/bin"}});
    const Environment inside = entered(entered(environment, make_target("a")), make_target("b"));
    EXPECT_THAT(*inside.find("PATH"), Not(HasSubstr("environments/a")));
    EXPECT_EQ(inside.values(), entered(environment, make_target("b")).values());
}

TEST(Leave, IsEmptyWhenNothingIsActive) {
    EXPECT_THAT(leave(Environment(Map{{"PATH", "/bin"}})), IsEmpty());
}

TEST(Leave, UnsetsWhatWasUnset) {
    const Environment environment(Map{{"PATH", "/bin"}});
    const Changes changes = leave(entered(environment, make_target("a")));
    EXPECT_THAT(changes, Contains(Pair("CUDA_HOME", std::nullopt)));
    EXPECT_THAT(changes, Contains(Pair("CUDAENV_ACTIVE", std::nullopt)));
    EXPECT_THAT(changes, Contains(Pair("CUDAENV_UNDO", std::nullopt)));
}

TEST(Leave, KeepsValuesTheUserChanged) {
    Environment inside =
        entered(Environment(Map{{"PATH", "/bin"}, {"CUDA_HOME", "/old"}}), make_target("a"));
    inside.set("CUDA_HOME", "/mine");
    inside.set("NVCC_PREPEND_FLAGS", "-g");
    inside.unset("CUDACXX");
    const Environment after = left(inside);
    EXPECT_EQ(after.find("CUDA_HOME"), "/mine");
    EXPECT_EQ(after.find("NVCC_PREPEND_FLAGS"), "-g");
    EXPECT_EQ(after.find("CUDACXX"), std::nullopt);
}

TEST(Leave, TakesOnlyOurEntriesOutOfLists) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/venv/bin:" + *inside.find("PATH") + ":/late");
    inside.set("LD_LIBRARY_PATH", "/mine::" + *inside.find("LD_LIBRARY_PATH"));
    const Environment after = left(inside);
    EXPECT_EQ(after.find("PATH"), "/venv/bin:/bin:/late");
    EXPECT_EQ(after.find("LD_LIBRARY_PATH"), "/mine:");
}

TEST(Leave, KeepsWordsAddedAfterOurs) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("NVCC_PREPEND_FLAGS", *inside.find("NVCC_PREPEND_FLAGS") + " -lineinfo");
    EXPECT_EQ(left(inside).find("NVCC_PREPEND_FLAGS"), "-lineinfo");
}

TEST(Leave, KeepsAnEntryThatWasOnPathBefore) {
    const std::string ours = "/root dir/environments/a/bin";
    const Environment environment(Map{{"PATH", "/bin:" + ours}});
    EXPECT_EQ(left(entered(environment, make_target("a"))).find("PATH"), "/bin:" + ours);
}

constexpr const char* kOurPath = "/root dir/environments/a/bin:/root dir/environments/a/nsight/bin";
constexpr const char* kOurLibraries = "/root dir/environments/a/lib64";

TEST(Enter, PutsADirectoryOnPathOnce) {
    const std::string bin = "/root dir/environments/a/bin";
    const Map before{{"PATH", bin + ":/bin:" + bin},
                     {"LD_LIBRARY_PATH", std::string("/mine:") + kOurLibraries}};
    const Environment inside = entered(Environment(before), make_target("a"));
    EXPECT_EQ(inside.find("PATH"), std::string(kOurPath) + ":/bin");
    EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), std::string(kOurLibraries) + ":/mine");
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::as_it_is),
                IsEmpty());
    EXPECT_EQ(left(inside).values(), before);
}

TEST(Enter, AgainTakesAwayWhatStandsOnPathTwice) {
    for (const char* name : {"PATH", "LD_LIBRARY_PATH"}) {
        Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
        const std::string value = *inside.find(name);
        inside.set(name, std::string(value).append(":/late:").append(value));
        const Environment mended = entered(inside, make_target("a"));
        EXPECT_THAT(*mended.find(name), StartsWith(value + ":"));
        EXPECT_EQ(mended.find(name)->find(value, 1), std::string::npos) << *mended.find(name);
    }
}

/// What somebody else puts in front: a later export, conda, a module.
TEST(Enter, AgainLeavesWhatTheUserPutInFront) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/elsewhere/bin:" + *inside.find("PATH"));
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::as_it_is),
                IsEmpty());
}

TEST(Enter, MovesOursToTheFrontAgainWhereAskedTo) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/elsewhere/bin:" + *inside.find("PATH"));
    inside.set("LD_LIBRARY_PATH", "/elsewhere/lib64:" + *inside.find("LD_LIBRARY_PATH"));
    inside = applied(inside, enter(inside, make_target("a"), LibraryPath::automatic, Front::again));
    EXPECT_EQ(inside.find("PATH"), std::string(kOurPath) + ":/elsewhere/bin:/bin");
    EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), std::string(kOurLibraries) + ":/elsewhere/lib64");
    EXPECT_EQ(left(inside).find("PATH"), "/elsewhere/bin:/bin");
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::again), IsEmpty());
}

TEST(Enter, WhereAskedToKeepsWhatTheUserTookAwayOfLibraries) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.unset("LD_LIBRARY_PATH");
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::again), IsEmpty());
}

class AnotherToolkit : public testing::Test {
 protected:
    [[nodiscard]] static Environment with(const char* name, const std::string& value) {
        return Environment(Map{{"PATH", "/bin"}, {name, value}});
    }

    test::TempDir dir;
    std::string other = test::add_toolkit(dir / "cuda-13.0").string();
};

TEST_F(AnotherToolkit, IsTakenOutOfWhatCompilersSearchAndComesBack) {
    const Environment before(
        Map{{"PATH", "/bin"},
            {"CPATH", other + "/include"},
            {"C_INCLUDE_PATH", "/mine:" + other + "/include:/late"},
            {"CPLUS_INCLUDE_PATH", other + "/include:"},
            {"LIBRARY_PATH", other + "/lib64/stubs:/mine:" + other + "/lib64"}});
    const Environment inside = entered(before, make_target("a"));
    EXPECT_EQ(inside.find("CPATH"), std::nullopt);
    EXPECT_EQ(inside.find("C_INCLUDE_PATH"), "/mine:/late");
    EXPECT_EQ(inside.find("CPLUS_INCLUDE_PATH"), "");
    EXPECT_EQ(inside.find("LIBRARY_PATH"), "/mine");
    EXPECT_EQ(left(inside).values(), before.values());
}

TEST_F(AnotherToolkit, StaysOutWhileNothingChanges) {
    const Environment inside = entered(with("CPATH", other + "/include:/mine"), make_target("a"));
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::as_it_is),
                IsEmpty());
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::again), IsEmpty());
}

TEST_F(AnotherToolkit, ComesBackAmongWhatTheUserAdded) {
    struct Row {
        std::string before, added, after;
    };
    const std::string include = other + "/include";
    for (const Row& row : {Row{include, "/new", "/new:" + include},
                           Row{include, "/new:", "/new:" + include},
                           Row{include, ":/new", include + ":/new"},
                           Row{include + ":/mine", "/new:/mine", "/new:" + include + ":/mine"},
                           Row{"/a:" + include + ":/b", "/a:/b:/new", "/a:" + include + ":/b:/new"},
                           Row{"/a:" + include + ":/b", "/new:/b", "/new:/b:" + include},
                           Row{"/a:" + include, "/only", "/only"},
                           Row{include + ":/mine", include + ":/mine", include + ":/mine"}}) {
        Environment inside = entered(with("CPATH", row.before), make_target("a"));
        inside.set("CPATH", row.added);
        EXPECT_EQ(left(inside).find("CPATH"), row.after) << row.before << " then " << row.added;
    }
}

TEST_F(AnotherToolkit, IsTakenOutOfTheLibraryPathUnlessThatIsLeftAlone) {
    const std::string ours = kOurLibraries;
    struct Row {
        std::string before, inside;
    };
    for (const Row& row : {Row{other + "/lib64", ours},
                           Row{other + "/lib64:", ours},
                           Row{"/x:" + other + "/extras/CUPTI/lib64", ours + ":/x"},
                           Row{other + "/compat", ours + ":" + other + "/compat"}}) {
        const Environment before = with("LD_LIBRARY_PATH", row.before);
        const Environment inside = entered(before, make_target("a"));
        EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), row.inside);
        EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, Front::again),
                    IsEmpty());
        EXPECT_EQ(left(inside).values(), before.values());
        const auto alone =
            applied(inside, enter(inside, make_target("a"), LibraryPath::never, Front::as_it_is));
        EXPECT_EQ(alone.find("LD_LIBRARY_PATH"), row.before);
    }
}

TEST_F(AnotherToolkit, InTheLibraryPathComesBackBehindWhatTheUserAdded) {
    Environment inside = entered(with("LD_LIBRARY_PATH", other + "/lib64:/x"), make_target("a"));
    inside.set("LD_LIBRARY_PATH", "/new:" + *inside.find("LD_LIBRARY_PATH"));
    const std::string restored = "/new:" + other + "/lib64:/x";
    EXPECT_EQ(left(inside).find("LD_LIBRARY_PATH"), restored);
    inside = entered(inside, make_target("a"));
    EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), std::string(kOurLibraries) + ":/new:/x");
    EXPECT_EQ(left(inside).find("LD_LIBRARY_PATH"), restored);
}

TEST_F(AnotherToolkit, StaysAwayFromAVariableThatTheUserUnset) {
    Environment inside = entered(with("CPATH", "/mine:" + other + "/include"), make_target("a"));
    inside.unset("CPATH");
    EXPECT_EQ(left(inside).find("CPATH"), std::nullopt);
}

TEST_F(AnotherToolkit, ThatAModuleBringsLaterIsTakenOutToo) {
    Environment inside = entered(with("CPATH", "/mine"), make_target("a"));
    inside.set("CPATH", other + "/include:/mine");
    inside = entered(inside, make_target("a"));
    EXPECT_EQ(inside.find("CPATH"), "/mine");
    EXPECT_EQ(left(inside).find("CPATH"), other + "/include:/mine");
}

TEST_F(AnotherToolkit, IsTheFirstOfOursForTheSecond) {
    store::Installed first = make_target("a");
    store::Installed second = make_target("b");
    first.path = test::add_toolkit(dir / "environments/a");
    second.path = test::add_toolkit(dir / "environments/b");
    const std::string both =
        (first.path / "include").string() + ":" + (second.path / "include").string();
    const Environment before = with("CPATH", both);
    const Environment inside = entered(before, first);
    EXPECT_EQ(inside.find("CPATH"), (first.path / "include").string());
    EXPECT_EQ(entered(inside, second).find("CPATH"), (second.path / "include").string());
    EXPECT_EQ(left(entered(inside, second)).values(), before.values());
}

TEST(Leave, SurvivesADamagedRecord) {
    for (const char* text : {"",
                             "2;x",
                             "1;",
                             "1;s",
                             "1;s,1X,%41",
                             "1;s,X,%4",
                             "1;s,X,%zz,1",
                             "1;q,X,1,1",
                             "1;s,X,1,%",
                             "1;s,X,1,2,3"}) {
        const Environment environment(
            {{"CUDAENV_ACTIVE", "/a"}, {"CUDAENV_UNDO", text}, {"X", "1"}});
        EXPECT_EQ(left(environment).values(), Environment(Map{{"X", "1"}}).values()) << text;
    }
}

/// Environments of arbitrary bytes, with the variables we touch set, empty and unset; some lists
/// hold directories of ours and of another toolkit.
class RandomEnvironment {
 public:
    RandomEnvironment(unsigned seed, std::string toolkit)
        : generator_(seed), toolkit_(std::move(toolkit)) {}

    Environment next() {
        constexpr std::array names{"PATH",
                                   "LD_LIBRARY_PATH",
                                   "CPATH",
                                   "LIBRARY_PATH",
                                   "CUDA_HOME",
                                   "CUDACXX",
                                   "CUDAHOSTCXX",
                                   "NVCC_PREPEND_FLAGS",
                                   "CUDA_FLAVOUR",
                                   "OTHER"};
        Environment environment;
        for (const char* name : names) {
            if (number(4) == 0) continue;
            const bool is_list = std::string_view(name).ends_with("PATH");
            environment.set(name, is_list && number(2) == 0 ? list() : value());
        }
        return environment;
    }

 private:
    unsigned number(unsigned limit) {
        return std::uniform_int_distribution<unsigned>(0, limit - 1)(generator_);
    }

    std::string list() {
        const std::array entries{std::string(),
                                 std::string("/mine"),
                                 std::string("/root dir/environments/a/bin"),
                                 std::string("/root dir/environments/b/lib64"),
                                 toolkit_ + "/include",
                                 toolkit_ + "/lib64"};
        std::string text = entries.at(number(entries.size()));
        for (unsigned length = number(5); length > 0; --length)
            text.append(":").append(entries.at(number(entries.size())));
        return text;
    }

    std::string value() {
        constexpr std::string_view likely = ":: /,;%";
        std::string text;
        for (unsigned length = number(20); length > 0; --length) {
            text +=
                number(2) == 0 ? likely[number(likely.size())] : static_cast<char>(number(255) + 1);
        }
        return text;
    }

    std::mt19937 generator_;
    std::string toolkit_;
};

class EnterAndLeave : public AnotherToolkit {};

TEST_F(EnterAndLeave, GiveBackAnyEnvironment) {
    RandomEnvironment random(1, other);
    for (int round = 0; round < 400; ++round) {
        const Environment environment = random.next();
        const Environment inside = entered(environment, make_target("a"));
        ASSERT_EQ(left(inside).values(), environment.values());
        for (const Front front : {Front::as_it_is, Front::again}) {
            ASSERT_THAT(enter(inside, make_target("a"), LibraryPath::automatic, front), IsEmpty());
        }
    }
}

/// The first directory of a list that stands in it twice; empty when none does.
std::string find_double(const Environment& environment, const char* name) {
    std::vector<std::string> entries = PathList(environment.find(name).value_or("")).entries();
    std::sort(entries.begin(), entries.end());
    const auto found = std::adjacent_find(entries.begin(), entries.end());
    return found == entries.end() ? "" : *found;
}

TEST_F(EnterAndLeave, InAnyOrderPutADirectoryOnPathOnce) {
    std::mt19937 generator(3);
    const auto number = [&](unsigned limit) {
        return std::uniform_int_distribution<unsigned>(0, limit - 1)(generator);
    };
    const Environment first(Map{{"PATH", "/usr/bin:/bin"}, {"LD_LIBRARY_PATH", other + "/lib64"}});
    Environment here = first;
    std::string remembered = "/usr/bin:/bin";
    for (int round = 0; round < 3000; ++round) {
        const store::Installed target = make_target(number(2) == 0 ? "a" : "b");
        const Front front = number(2) == 0 ? Front::as_it_is : Front::again;
        switch (number(7)) {
            case 0:  // a virtual environment is entered; what it remembers it will put back
                remembered = here.find("PATH").value_or("");
                break;
            case 1:
                here.set("PATH", remembered);
                break;
            case 2:  // a shell that inherits PATH but not the record of it
                here.unset("CUDAENV_UNDO");
                break;
            case 3:
                here = left(here);
                break;
            default:
                break;
        }
        here = applied(here, enter(here, target, LibraryPath::automatic, front));
        for (const char* name : {"PATH", "LD_LIBRARY_PATH"})
            ASSERT_EQ(find_double(here, name), "") << round << " " << *here.find(name);
    }
}

TEST_F(EnterAndLeave, GiveBackAnyEnvironmentAfterASwitch) {
    RandomEnvironment random(2, other);
    store::Installed second = make_target("b");
    second.activation.prepend = {{"NVCC_APPEND_FLAGS", "-G"}};
    second.activation.set.emplace_back("OTHER", "x");
    for (int round = 0; round < 400; ++round) {
        const Environment environment = random.next();
        const Environment inside = entered(entered(environment, make_target("a")), second);
        ASSERT_EQ(inside.values(), entered(environment, second).values());
        ASSERT_EQ(left(inside).values(), environment.values());
    }
}

}  // namespace
}  // namespace cudaenv::activation
