// SPDX-License-Identifier: Apache-2.0
// Runs the probe or nvidia-smi with a deadline, and keeps what they print.
#include "machine/ask_driver.hpp"

#include "machine/driver.hpp"
#include "machine/kept_file.hpp"
#include "machine/platform_marks.hpp"
#include "machine/system_file.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/machine/probe.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/process.hpp>

#include <fmt/format.h>

#include <charconv>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::minutes kFailureLife{1};
/// Of the kept file. Raise it whenever its lines change their meaning.
constexpr int kRevision = 2;

/// What a process printed, and whether it is worth asking again soon.
struct Transcript {
    std::string text;
    bool failed = false;
    bool hung = false;
};

/// Both transcripts, as they are kept.
struct Transcripts {
    std::string smi_program;  ///< empty: not asked
    Transcript probe;
    Transcript smi;
};

std::optional<fs::path> find_smi(const Environment& environment, const fs::path& system_root) {
    // In WSL it is often not on the PATH of sudo and cron.
    const auto in_wsl = (system_root / "usr/lib/wsl/lib/nvidia-smi").string();
    if (auto program = find_program(in_wsl, "")) return program;
    return find_program("nvidia-smi", environment.find("PATH").value_or(""));
}

Transcript run_transcribed(const std::vector<std::string>& argv,
                           const Environment& environment,
                           std::chrono::milliseconds deadline) {
    const auto result = run_process(argv, environment, deadline);
    if (!result) return {{}, true, false};
    return {result->output, result->timed_out || result->status != 0, result->timed_out};
}

std::string path_or_dash(const std::optional<DriverLibrary>& library) {
    return library ? library->path.string() : "-";
}

/// With a kernel module here the loader may know a library that stands in none of the usual places.
std::string name_to_load(const std::optional<DriverLibrary>& library,
                         const std::string& soname,
                         const DriverFiles& files) {
    if (library) return library->path.string();
    return files.module ? soname : "-";
}

Transcript run_probe(const DriverFiles& files,
                     const Environment& environment,
                     const Places& places) {
    const bool has_something = files.module || files.cuda || files.nvml;
    if (places.probe.empty() || !has_something) return {};
    auto argv = places.probe;
    argv.push_back(name_to_load(files.nvml, "libnvidia-ml.so.1", files));
    argv.push_back(name_to_load(files.cuda, "libcuda.so.1", files));
    return run_transcribed(argv, without_substitutes(environment), places.deadline);
}

Transcripts ask(const DriverFiles& files,
                const Environment& environment,
                const Places& places,
                const std::optional<fs::path>& smi) {
    Transcripts transcripts{{}, run_probe(files, environment, places), {}};
    const auto answer = parse_probe(transcripts.probe.text);
    transcripts.probe.failed =
        transcripts.probe.failed || (answer.failed && !transcripts.probe.text.empty());
    const bool knows_library = answer.mismatched && files.cuda && files.cuda->version;
    // A driver that hangs once hangs again.
    const bool is_settled = answer.driver || answer.cuda || knows_library || transcripts.probe.hung;
    if (smi && !is_settled) {
        transcripts.smi_program = smi->string();
        // With a compat library in front it would show the CUDA version of that.
        transcripts.smi =
            run_transcribed({smi->string()}, without_substitutes(environment), places.deadline);
        // Of a refusal only that of mixed versions tells something.
        const bool is_useless =
            transcripts.smi.failed && !parse_smi_banner(transcripts.smi.text).mismatched;
        if (is_useless) transcripts.smi.text.clear();
    }
    return transcripts;
}

/// Everything that an answer depends on; empty where it cannot be told apart from the one of
/// another boot.
std::string key_of(const DriverFiles& files,
                   const Environment& environment,
                   const Places& places,
                   const std::optional<fs::path>& smi) {
    const auto boot = read_system_file(places.system_root / "proc/sys/kernel/random/boot_id");
    if (!boot || places.cache.empty()) return {};
    std::string devices;
    for (const auto& name : device_names(places.system_root)) devices += name + ",";
    const auto real_path = [](const std::optional<DriverLibrary>& library) {
        return library ? library->real_path.string() : "-";
    };
    return printable(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
                                 trim(*boot),
                                 files.module ? files.module->text() : "-",
                                 path_or_dash(files.cuda),
                                 real_path(files.cuda),
                                 real_path(files.nvml),
                                 smi ? smi->string() : "-",
                                 devices,
                                 environment.find("LD_LIBRARY_PATH").value_or(""),
                                 environment.find("SLURM_JOB_ID").value_or(""),
                                 places.probe.empty() ? "unprobed" : "probed"));
}

/// One of a fixed number of files: several machines that share a home directory rarely meet in one,
/// and old answers are overwritten in the end.
fs::path kept_path(const fs::path& cache, std::string_view key) {
    constexpr unsigned slots = 64;
    unsigned sum = 5381;
    for (const char letter : key) sum = sum * 33 + static_cast<unsigned char>(letter);
    return cache / fmt::format("driver-{:02}", sum % slots);
}

long long now_in_milliseconds() {
    const auto since_boot = system_clock().now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_boot).count();
}

constexpr std::string_view kSmiMark = "\nnvidia-smi ";

/// "failed <milliseconds since boot>" or "answered", the probe's lines, then nvidia-smi's below its
/// path.
std::string render_transcripts(const Transcripts& transcripts) {
    const bool failed = transcripts.probe.failed || transcripts.smi.failed;
    std::string text = failed ? fmt::format("failed {}\n", now_in_milliseconds()) : "answered\n";
    text += transcripts.probe.text;
    text += fmt::format("{}{}\n{}", kSmiMark, transcripts.smi_program, transcripts.smi.text);
    return text + "\n";
}

bool is_stale(std::string_view first_line) {
    constexpr std::string_view failed = "failed ";
    if (!first_line.starts_with(failed)) return first_line != "answered";
    long long asked = 0;
    std::from_chars(
        first_line.data() + failed.size(), first_line.data() + first_line.size(), asked);
    const auto age = std::chrono::milliseconds(now_in_milliseconds() - asked);
    return age < std::chrono::milliseconds(0) || age > kFailureLife;
}

std::optional<Transcripts> parse_transcripts(std::string_view text) {
    const auto first_end = text.find('\n');
    const auto mark = text.find(kSmiMark);
    if (first_end == std::string_view::npos || mark == std::string_view::npos) return std::nullopt;
    if (is_stale(text.substr(0, first_end))) return std::nullopt;
    const auto rest = text.substr(mark + kSmiMark.size());
    const auto program_end = rest.find('\n');
    if (program_end == std::string_view::npos || mark < first_end) return std::nullopt;
    Transcripts transcripts;
    transcripts.probe.text = text.substr(first_end + 1, mark - first_end);
    transcripts.smi_program = rest.substr(0, program_end);
    transcripts.smi.text = rest.substr(program_end + 1);
    return transcripts;
}

DriverAnswer understand(const Transcripts& transcripts) {
    auto probed = parse_probe(transcripts.probe.text);
    DriverAnswer answer;
    answer.driver = probed.driver;
    answer.driver_origin = "NVML";
    answer.cuda = probed.cuda;
    answer.cuda_origin = probed.cuda_origin;
    answer.gpus = std::move(probed.gpus);
    answer.mismatched = probed.mismatched;
    answer.lacks_libcuda = probed.driver && probed.lacks_libcuda;
    if (transcripts.smi_program.empty()) return answer;
    const auto banner = parse_smi_banner(transcripts.smi.text);
    if (!answer.driver && banner.driver) {
        answer.driver = banner.driver;
        answer.driver_origin = transcripts.smi_program;
    }
    if (!answer.cuda && banner.cuda) {
        answer.cuda = banner.cuda;
        answer.cuda_origin = transcripts.smi_program;
    }
    answer.library = banner.library;
    answer.library_origin = transcripts.smi_program;
    answer.mismatched = answer.mismatched || banner.mismatched;
    answer.lacks_libcuda = answer.lacks_libcuda || (banner.driver && banner.lacks_libcuda);
    return answer;
}

}  // namespace

DriverAnswer ask_driver(const DriverFiles& files,
                        const Environment& environment,
                        const Places& places) {
    const auto smi = find_smi(environment, places.system_root);
    const bool may_probe = !places.probe.empty() && (files.module || files.cuda || files.nvml);
    if (!smi && !may_probe) return {};
    const auto key = key_of(files, environment, places, smi);
    if (key.empty()) return understand(ask(files, environment, places, smi));
    const auto head = fmt::format("cudaenv-driver {} {}", kRevision, key);
    const auto path = kept_path(places.cache, key);
    if (const auto lines = find_kept(path, head)) {
        if (const auto kept = parse_transcripts(*lines)) return understand(*kept);
    }
    const auto transcripts = ask(files, environment, places, smi);
    keep(path, head, render_transcripts(transcripts));
    return understand(transcripts);
}

}  // namespace cudaenv::machine
