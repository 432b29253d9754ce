// SPDX-License-Identifier: Apache-2.0
// What an installation may take the place of.
#include "install/entry_files.hpp"
#include "install/prefix.hpp"
#include "install/present.hpp"
#include "support/expect_error.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/store/activation_file.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <optional>
#include <utility>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;

class Silent : public Observer {
 public:
    void on_stage(std::size_t /*index*/, Stage /*stage*/) override {}
    void on_progress(std::size_t /*index*/, ByteCount /*done*/) override {}
    void on_wait(const Awaited& /*what*/) override {}
    void on_warning(const std::string& /*text*/) override {}
};

class Exchange : public testing::Test {
 protected:
    static store::Record record(const std::string& project) {
        store::Record record;
        record.name = "12.4.1";
        record.toolkit = parse_version("12.4.1");
        record.profile = Profile::standard;
        record.source = SourceName::redist;
        record.project = project;
        return record;
    }
    void install(const store::Record& record) const {
        store::ensure_layout(layout_);
        replace_file(layout_.environment(record.name) / ".cudaenv/record.json",
                     store::render_record(record));
        const fs::path prefix = layout_.environment(record.name);
        for (const ClassicLink& link : classic_links(prefix, record.platform)) {
            fs::create_directories((prefix / link.path).parent_path());
            fs::remove(prefix / link.path);
            if (!fs::is_symlink(prefix / link.path))
                fs::create_symlink(link.target, prefix / link.path);
        }
        store::Activation activation;
        activation.toolkit = record.toolkit.text();
        activation.project = record.project;
        replace_file(layout_.environment(record.name) / ".cudaenv/activation",
                     store::render_activation(activation));
    }
    void check(const Plan& plan) const {
        check_exchange(*plan.environment, look_at(*plan.environment, layout_));
    }
    static Plan plan_of(store::Record record) {
        Plan plan;
        plan.environment = EnvironmentStep{std::move(record), {}};
        return plan;
    }
    /// What a plan that only the lock of /home/me/x vouches for comes to.
    [[nodiscard]] bool is_refused(bool reinstall) const {
        const Plan plan = plan_of(record("/home/me/x"));
        RunOptions options;
        options.reinstall = reinstall;
        Silent observer;
        const CancelFlag cancel;
        try {
            const Outcome outcome =
                run_plan(plan, options, {{}, layout_, {}, system_clock()}, observer, cancel);
            EXPECT_TRUE(outcome.already_installed);
            return false;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_THAT(error.message(), testing::HasSubstr("does not vouch for it"));
            EXPECT_EQ(error.cure(), Cure(Advice(Advice::other_name_or_uninstall, "12.4.1")));
            return true;
        }
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
};

TEST_F(Exchange, OfAnHonestEnvironmentForATrustedLockIsRefused) {
    install(record(""));
    EXPECT_TRUE(is_refused(false));
    EXPECT_TRUE(is_refused(true));
}

TEST_F(Exchange, OfAnotherProjectsIsRefused) {
    install(record("/home/me/other"));
    EXPECT_TRUE(is_refused(false));
    EXPECT_TRUE(is_refused(true));
}

TEST_F(Exchange, OfALinkedToolkitIsRefused) {
    store::ensure_layout(layout_);
    replace_file(layout_.environment("12.4.1") / ".cudaenv/activation", "x");
    EXPECT_TRUE(is_refused(true));
}

TEST_F(Exchange, IsNoneForTheSameProject) {
    install(record("/home/me/x"));
    EXPECT_FALSE(is_refused(false));
}

TEST_F(Exchange, WaitsForWhoeverWorksInTheRootAloneAndSaysSo) {
    /// Holds the lock until somebody waits for it.
    class Releasing : public Silent {
     public:
        explicit Releasing(std::optional<FileLock>& lock) : lock_(lock) {}
        void on_wait(const Awaited& what) override {
            EXPECT_EQ(what, std::nullopt);
            ++waits;
            lock_.reset();
        }
        int waits = 0;

     private:
        std::optional<FileLock>& lock_;
    };
    install(record(""));
    Plan plan = plan_of(record(""));
    auto alone = FileLock::try_acquire(layout_.installs_lock());
    ASSERT_TRUE(alone);
    Releasing observer(alone);
    EXPECT_NO_THROW(run_plan(plan, {}, {{}, layout_, {}, system_clock()}, observer, {}));
    EXPECT_EQ(observer.waits, 1);
}

TEST_F(Exchange, OfADamagedOneIsForWhoeverItsActivationFileNames) {
    Plan plan = plan_of(record("/home/me/x"));
    install(record("/home/me/x"));
    replace_file(layout_.environment("12.4.1") / ".cudaenv/record.json", "{");
    EXPECT_NO_THROW(check(plan));
    install(record("/home/me/other"));
    replace_file(layout_.environment("12.4.1") / ".cudaenv/record.json", "{");
    EXPECT_THROW(check(plan), Error);
}

TEST_F(Exchange, ForAProjectTakesNothingAway) {
    store::Record there = record("");
    for (const char* component : {"cuda_nvcc", "libcublas"}) {
        there.archives.push_back({component,
                                  component,
                                  digest::hash_bytes(component),
                                  {},
                                  SourceName::redist,
                                  {component}});
    }
    install(there);
    Plan plan = plan_of(there);
    plan.environment->keeps_what_is_there = true;
    plan.environment->record.archives.pop_back();
    EXPECT_NO_THROW(check(plan));
    Silent observer;
    const Outcome outcome = run_plan(plan, {}, {{}, layout_, {}, system_clock()}, observer, {});
    EXPECT_TRUE(outcome.already_installed) << "it holds more than is asked for";

    plan.environment->record.archives.front().sha256 = digest::hash_bytes("another");
    test::expect_error(
        ErrorKind::refused, "12.4.1 is installed", Advice::other_name_or_exchange, [&] {
            check(plan);
        });
    replace_file(layout_.environment("12.4.1") / ".cudaenv/activation", "x");
    try {
        check(plan);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), testing::HasSubstr("12.4.1 is damaged"));
        EXPECT_THAT(error.hint(), testing::HasSubstr("cudaenv install 12.4.1"));
    }
    install(there);
    plan.environment->keeps_what_is_there = false;
    EXPECT_NO_THROW(check(plan)) << "who is asked himself may want it so";

    plan.environment->record = there;
    plan.environment->record.archives.push_back(
        {"x", "x", digest::hash_bytes("x"), {}, SourceName::redist, {"x"}});
    plan.environment->keeps_what_is_there = true;
    EXPECT_NO_THROW(check(plan)) << "it grows";
}

TEST_F(Exchange, IsNotForbiddenByWhatAnotherUserPlanted) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    store::Record there = record("");
    there.archives.push_back({"x", "x", digest::hash_bytes("x"), {}, SourceName::redist, {"x"}});
    install(there);
    ASSERT_EQ(::chown(layout_.environment("12.4.1").c_str(), 12345, 12345), 0);
    Plan plan = plan_of(record(""));
    plan.environment->record.archives.push_back(
        {"y", "y", digest::hash_bytes("y"), {}, SourceName::redist, {"y"}});
    plan.environment->keeps_what_is_there = true;
    EXPECT_FALSE(look_at(*plan.environment, layout_).record);
    EXPECT_NO_THROW(check(plan));
}

TEST_F(Exchange, IsNoneForACompilerAlone) {
    const std::string entry = "gcc-10-10.2.1-0123456789abcdef";
    store::ensure_layout(layout_);
    fs::create_directories(layout_.environments() / "stray");
    replace_file(store::entry_path(layout_, entry) / "bin/gcc", "", 0555);
    write_entry_record(store::entry_path(layout_, entry), {}, {});
    Plan plan;
    StoreStep step;
    step.entries = {entry};
    plan.steps = {step};
    Silent observer;
    const Outcome outcome = run_plan(plan, {}, {{}, layout_, {}, system_clock()}, observer, {});
    EXPECT_TRUE(outcome.already_installed);
    EXPECT_EQ(outcome.path, store::entry_path(layout_, entry));
    EXPECT_THAT(store::kept_entries(layout_), testing::Contains(entry));
    EXPECT_TRUE(fs::exists(layout_.environments() / "stray"));
}

}  // namespace
}  // namespace cudaenv::install
