// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: counts the calls that change the file system, and at one
// of them kills the process or lets the call fail.
//
// CUDAENV_FAULT: "count:<file>"       writes the number of such calls to <file> when the process
// ends
//                "kill-before:<n>"    SIGKILL instead of call number n (from 1)
//                "kill-after:<n>"     SIGKILL once call number n is done
//                "<errno>:<n>"        call number n and all later ones that need space fail with
//                that error "once-<errno>:<n>"   only call number n fails
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Kind { none, count, kill_before, kill_after, fail_from, fail_once };

struct Fault {
    Kind kind = Kind::none;
    long number = 0;
    int error_number = 0;
    const char* file = nullptr;
    pid_t process = 0;  // children of the program are none of our business
};

std::atomic<long> calls{0};

Fault parse_fault() {
    Fault fault;
    fault.process = ::getpid();
    const char* text = std::getenv("CUDAENV_FAULT");
    const char* colon = text == nullptr ? nullptr : std::strchr(text, ':');
    if (colon == nullptr) return fault;
    const auto is = [text](const char* word) {
        return std::strncmp(text, word, std::strlen(word)) == 0;
    };
    fault.number = std::strtol(colon + 1, nullptr, 10);
    if (is("count:")) {
        fault.kind = Kind::count;
        fault.file = colon + 1;
    } else if (is("kill-before:")) {
        fault.kind = Kind::kill_before;
    } else if (is("kill-after:")) {
        fault.kind = Kind::kill_after;
    } else {
        fault.kind = is("once-") ? Kind::fail_once : Kind::fail_from;
        fault.error_number = static_cast<int>(
            std::strtol(fault.kind == Kind::fail_once ? text + 5 : text, nullptr, 10));
    }
    return fault;
}

const Fault& fault() {
    static const Fault parsed = parse_fault();
    return parsed;
}

enum class Need { space, nothing };

/// Whether the call is to be made; errno is set when not.
class Call {
 public:
    explicit Call(Need need)
        : active_(fault().kind != Kind::none && ::getpid() == fault().process) {
        if (!active_) return;
        number_ = ++calls;
        if (fault().kind == Kind::kill_before && number_ == fault().number) die();
        const bool fails =
            (fault().kind == Kind::fail_once && number_ == fault().number) ||
            (fault().kind == Kind::fail_from && number_ >= fault().number && need == Need::space);
        if (fails) error_number_ = fault().error_number;
    }
    ~Call() {
        if (active_ && fault().kind == Kind::kill_after && number_ == fault().number) die();
        if (error_number_ != 0) errno = error_number_;
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    [[nodiscard]] bool fails() const { return error_number_ != 0; }

 private:
    static void die() {
        ::kill(::getpid(), SIGKILL);
        for (;;) ::pause();
    }
    bool active_;
    long number_ = 0;
    int error_number_ = 0;
};

template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool is_regular(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

struct AtEnd {
    ~AtEnd() {
        if (fault().kind != Kind::count || ::getpid() != fault().process) return;
        if (std::FILE* file = std::fopen(fault().file, "w")) {
            std::fprintf(file, "%ld\n", calls.load());
            std::fclose(file);
        }
    }
};
AtEnd at_end;

}  // namespace

// Every wrapper: one call, forwarded unless it is the one that fails.
#define CUDAENV_FAULTY(need, result, name, parameters, arguments)       \
    extern "C" result name parameters {                                 \
        static auto* const real = next<result parameters>(#name);       \
        const Call call(need);                                          \
        return call.fails() ? static_cast<result>(-1) : real arguments; \
    }

CUDAENV_FAULTY(Need::nothing, int, rename, (const char* from, const char* to), (from, to))
CUDAENV_FAULTY(Need::nothing,
               int,
               renameat,
               (int a, const char* from, int b, const char* to),
               (a, from, b, to))
CUDAENV_FAULTY(Need::nothing,
               int,
               renameat2,
               (int a, const char* from, int b, const char* to, unsigned flags),
               (a, from, b, to, flags))
CUDAENV_FAULTY(Need::space, int, link, (const char* from, const char* to), (from, to))
CUDAENV_FAULTY(Need::space,
               int,
               linkat,
               (int a, const char* from, int b, const char* to, int flags),
               (a, from, b, to, flags))
CUDAENV_FAULTY(Need::space, int, symlink, (const char* target, const char* path), (target, path))
CUDAENV_FAULTY(
    Need::space, int, symlinkat, (const char* target, int at, const char* path), (target, at, path))
CUDAENV_FAULTY(Need::space, int, mkdir, (const char* path, mode_t mode), (path, mode))
CUDAENV_FAULTY(Need::space, int, mkdirat, (int at, const char* path, mode_t mode), (at, path, mode))
CUDAENV_FAULTY(Need::nothing, int, unlink, (const char* path), (path))
CUDAENV_FAULTY(
    Need::nothing, int, unlinkat, (int at, const char* path, int flags), (at, path, flags))
CUDAENV_FAULTY(Need::nothing, int, rmdir, (const char* path), (path))
CUDAENV_FAULTY(Need::nothing, int, remove, (const char* path), (path))
CUDAENV_FAULTY(Need::nothing, int, chmod, (const char* path, mode_t mode), (path, mode))
CUDAENV_FAULTY(Need::nothing, int, fchmod, (int descriptor, mode_t mode), (descriptor, mode))
CUDAENV_FAULTY(Need::nothing,
               int,
               fchmodat,
               (int at, const char* path, mode_t mode, int flags),
               (at, path, mode, flags))
CUDAENV_FAULTY(Need::space, int, ftruncate, (int descriptor, off_t size), (descriptor, size))
CUDAENV_FAULTY(Need::space, int, ftruncate64, (int descriptor, off_t size), (descriptor, size))
CUDAENV_FAULTY(Need::space, int, fsync, (int descriptor), (descriptor))

extern "C" ssize_t write(int descriptor, const void* data, std::size_t size) {
    static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
    if (!is_regular(descriptor)) return real(descriptor, data, size);
    const Call call(Need::space);
    return call.fails() ? -1 : real(descriptor, data, size);
}

#define CUDAENV_FAULTY_OPEN(name, parameters, arguments)               \
    extern "C" int name parameters {                                   \
        mode_t mode = 0;                                               \
        if ((flags & (O_CREAT | O_TMPFILE)) != 0) {                    \
            va_list rest;                                              \
            va_start(rest, flags);                                     \
            mode = va_arg(rest, mode_t);                               \
            va_end(rest);                                              \
        }                                                              \
        static auto* const real = next<int parameters>(#name);         \
        if ((flags & (O_CREAT | O_TRUNC)) == 0) return real arguments; \
        const Call call(Need::space);                                  \
        return call.fails() ? -1 : real arguments;                     \
    }

CUDAENV_FAULTY_OPEN(open, (const char* path, int flags, ...), (path, flags, mode))
CUDAENV_FAULTY_OPEN(open64, (const char* path, int flags, ...), (path, flags, mode))
CUDAENV_FAULTY_OPEN(openat, (int at, const char* path, int flags, ...), (at, path, flags, mode))
CUDAENV_FAULTY_OPEN(openat64, (int at, const char* path, int flags, ...), (at, path, flags, mode))
