// SPDX-License-Identifier: Apache-2.0
// Streams that are closed or full, and the signals of writes that fail.
#include "support/slow_pipe.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/process.hpp>
#include <cudaenv/sys/standard_streams.hpp>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

namespace cudaenv {
namespace {

bool is_null_device(int fd) {
    struct stat status {};
    struct stat null {};
    return ::fstat(fd, &status) == 0 && ::stat("/dev/null", &null) == 0 &&
           status.st_rdev == null.st_rdev && (::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
}

[[noreturn]] void close_and_prepare(int first, int last) {
    for (int fd = first; fd <= last; ++fd) ::close(fd);
    prepare_process();
    for (int fd = first; fd <= last; ++fd) {
        if (!is_null_device(fd)) ::_exit(1);
    }
    ::_exit(open_file("/dev/null", O_RDONLY).get() > STDERR_FILENO ? 0 : 2);
}

TEST(PrepareStandardStreams, OpensWhatIsClosedOnTheNullDevice) {
    for (int first = STDIN_FILENO; first <= STDERR_FILENO; ++first) {
        for (int last = first; last <= STDERR_FILENO; ++last) {
            EXPECT_EXIT(close_and_prepare(first, last), testing::ExitedWithCode(0), "")
                << first << " to " << last;
        }
    }
}

[[noreturn]] void write_into_closed_pipe(bool then_exec) {
    prepare_process();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ::_exit(1);
    ::close(ends[0]);
    if (write_stream(ends[1], "text") != EPIPE) ::_exit(2);
    if (then_exec) replace_process("/bin/sh", {"sh", "-c", "kill -PIPE $$"}, {});
    ::_exit(replace_process("/proc/absent", {"absent"}, {}) == ENOENT &&
                    write_stream(ends[1], "text") == EPIPE
                ? 0
                : 3);
}

TEST(PrepareStandardStreams, MakesAClosedPipeAnErrorInThisProgramOnly) {
    EXPECT_EXIT(write_into_closed_pipe(false), testing::ExitedWithCode(0), "");
    EXPECT_EXIT(write_into_closed_pipe(true), testing::KilledBySignal(SIGPIPE), "");
}

[[noreturn]] void run_with_ends_ignored_before() {
    static_cast<void>(std::signal(SIGCHLD, SIG_IGN));
    prepare_process();
    const auto captured =
        run_process({"/bin/sh", "-c", "exit 4"}, Environment(), std::chrono::seconds(5));
    if (!captured || captured->status != 4) ::_exit(1);
    ::_exit(run_attached("/bin/sh", {"sh", "-c", "exit 5"}, Environment()));
}

TEST(PrepareStandardStreams, LetsTheEndOfAProgramBeWaitedForThatTheyWereStartedToIgnore) {
    EXPECT_EXIT(run_with_ends_ignored_before(), testing::ExitedWithCode(5), "");
}

TEST(WriteStream, TellsWhatFailed) {
    const UniqueFd full = open_file("/dev/full", O_WRONLY);
    EXPECT_EQ(write_stream(full.get(), "text"), ENOSPC);
    EXPECT_EQ(write_stream(full.get(), ""), 0);
    EXPECT_EQ(write_stream(-1, "text"), EBADF);
}

/// What read_standard_input() makes of a pipe.
std::string text_from(const test::SlowPipe& pipe) {
    const UniqueFd kept(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    const ScopeExit restore([&kept] { ::dup2(kept.get(), STDIN_FILENO); });
    ::dup2(pipe.end(), STDIN_FILENO);
    return read_standard_input(4);
}

TEST(ReadStandardInput, WaitsForWhoWritesIntoIt) {
    for (const int flags : {0, O_NONBLOCK})
        EXPECT_EQ(text_from(test::SlowPipe({"la", "te"}, flags)), "late") << flags;
}

TEST(ReadStandardInput, IsNoLongerThanTheLimit) {
    EXPECT_THROW(text_from(test::SlowPipe({"later"})), Error);
}

TEST(WriteStream, WaitsForAReaderOfAStreamThatDoesNotBlock) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    const UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    const std::string text(1U << 20U, 'x');
    std::size_t count = 0;
    std::jthread reader([&] {
        std::array<char, 65536> buffer{};
        for (;;) {
            const ssize_t got = ::read(reading.get(), buffer.data(), buffer.size());
            if (got == 0) return;
            if (got > 0) count += static_cast<std::size_t>(got);
        }
    });
    EXPECT_EQ(write_stream(writing.get(), text), 0);
    writing = UniqueFd();
    reader.join();
    EXPECT_EQ(count, text.size());
}

}  // namespace
}  // namespace cudaenv
