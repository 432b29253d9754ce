// SPDX-License-Identifier: Apache-2.0
// Measures how long programs take from spawn to exit, side by side: each round runs every command
// once, so that a busy moment of the machine hits all of them. Prints median, 90th percentile, and
// the difference to the first.
//
// usage: compare_start ROUNDS LABEL=COMMAND[,ARGUMENT…] …
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern char** environ;

namespace {

struct Contender {
    std::string label;
    std::vector<std::string> argv;
    std::vector<double> milliseconds;
};

Contender parse_contender(std::string_view text) {
    const std::size_t equals = text.find('=');
    Contender contender{std::string(text.substr(0, equals)), {}, {}};
    std::string_view rest = text.substr(equals + 1);
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        contender.argv.emplace_back(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return contender;
}

/// What the contenders print goes nowhere, at the same cost for all.
class Silence {
 public:
    Silence() {
        posix_spawn_file_actions_init(&actions_);
        for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
            posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_WRONLY, 0);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() { posix_spawn_file_actions_destroy(&actions_); }

    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
    posix_spawn_file_actions_t actions_{};
};

double run_once(const Contender& contender) {
    std::vector<char*> argv;
    for (const std::string& word : contender.argv) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const Silence silence;
    const auto started = std::chrono::steady_clock::now();
    pid_t child = 0;
    if (posix_spawn(&child, argv[0], silence.actions(), nullptr, argv.data(), environ) != 0) {
        std::fprintf(stderr, "cannot start %s\n", argv[0]);
        std::exit(1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - started;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "%s failed\n", contender.label.c_str());
        std::exit(1);
    }
    return elapsed.count();
}

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: compare_start ROUNDS LABEL=COMMAND[,ARGUMENT...] ...\n");
        return 2;
    }
    std::vector<Contender> contenders;
    for (int i = 2; i < argc; ++i) contenders.push_back(parse_contender(argv[i]));
    const int rounds = std::atoi(argv[1]);
    for (Contender& contender : contenders) run_once(contender);  // warm the caches
    for (int round = 0; round < rounds; ++round) {
        for (Contender& contender : contenders)
            contender.milliseconds.push_back(run_once(contender));
    }
    const double base = quantile(contenders.front().milliseconds, 0.5);
    std::printf("%-28s %10s %10s %12s\n", "", "median ms", "p90 ms", "over first");
    for (const Contender& contender : contenders) {
        const double median = quantile(contender.milliseconds, 0.5);
        std::printf("%-28s %10.3f %10.3f %+9.3f ms\n",
                    contender.label.c_str(),
                    median,
                    quantile(contender.milliseconds, 0.9),
                    median - base);
    }
    return 0;
}
