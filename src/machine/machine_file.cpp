// SPDX-License-Identifier: Apache-2.0
// A machine as JSON and back.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/json_limits.hpp>
#include <cudaenv/machine/machine_file.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace cudaenv::machine {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;
constexpr std::array<std::pair<DriverKind, std::string_view>, 3> kKinds{
    {{DriverKind::linux_module, "linux"},
     {DriverKind::windows, "windows"},
     {DriverKind::tegra, "tegra"}}};

Json text_or_null(const std::optional<Version>& version) {
    return version ? Json(version->text()) : Json();
}

Json driver_json(const Driver& driver) {
    Json json{{"version", driver.version.text()}, {"origin", driver.origin}};
    for (const auto& [kind, text] : kKinds) {
        if (kind == driver.kind) json["kind"] = text;
    }
    json["cuda"] = text_or_null(driver.cuda);
    json["cuda_origin"] = driver.cuda_origin;
    json["module"] = text_or_null(driver.module);
    json["library"] = text_or_null(driver.library);
    json["library_origin"] = driver.library_origin;
    json["mismatched"] = driver.mismatched;
    return json;
}

Json gpu_json(const Gpu& gpu) {
    return {{"name", gpu.name},
            {"capability", text_or_null(gpu.capability)},
            {"memory", gpu.memory ? Json(gpu.memory->value) : Json()},
            {"origin", gpu.origin}};
}

Json compiler_json(const HostCompiler& compiler) {
    return {{"kind", compiler_kind_text(compiler.kind)},
            {"version", compiler.version.text()},
            {"path", compiler.path.string()},
            {"default", compiler.is_default}};
}

Json compat_json(const CompatLibrary& library) {
    return {{"path", library.path.string()},
            {"cuda", library.cuda.text()},
            {"branches", library.branches}};
}

template <typename Values, typename Render>
Json array_of(const Values& values, Render render) {
    Json array = Json::array();
    for (const auto& value : values) array.push_back(render(value));
    return array;
}

/// One object of the file, which knows its place for messages. Keys that it does not know are a
/// newer program's and passed over; one that is absent is as unknown as null.
class Reader {
 public:
    Reader(const Json& json, std::string file, std::string place)
        : json_(json), file_(std::move(file)), place_(std::move(place)) {
        if (!json_.is_object()) fail("an object is expected");
    }

    [[nodiscard]] std::string text(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (!value->is_string()) fail(key, "a text is expected");
        return value->get<std::string>();
    }
    [[nodiscard]] bool flag(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return false;
        if (!value->is_boolean()) fail(key, "true or false is expected");
        return value->get<bool>();
    }
    [[nodiscard]] std::optional<std::uint64_t> number(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number_unsigned()) fail(key, "a number is expected");
        return value->get<std::uint64_t>();
    }
    [[nodiscard]] std::optional<Version> version(const char* key) const {
        if (find(key) == nullptr) return std::nullopt;
        const auto written = text(key);
        auto parsed = find_version(written);
        if (!parsed) fail(key, fmt::format("\"{}\" is no version", written));
        return parsed;
    }
    [[nodiscard]] Version require_version(const char* key) const {
        auto found = version(key);
        if (!found) fail(key, "a version is expected");
        return *std::move(found);
    }
    [[nodiscard]] std::optional<Reader> object(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        return Reader(*value, file_, place(key));
    }
    [[nodiscard]] std::vector<Reader> objects(const char* key) const {
        std::vector<Reader> readers;
        for (const auto& element : array(key)) {
            readers.emplace_back(element, file_, fmt::format("{}[{}]", place(key), readers.size()));
        }
        return readers;
    }
    [[nodiscard]] std::vector<unsigned> numbers(const char* key) const {
        std::vector<unsigned> values;
        for (const auto& element : array(key)) {
            if (!element.is_number_unsigned()) fail(key, "numbers are expected");
            values.push_back(element.get<unsigned>());
        }
        return values;
    }
    [[noreturn]] void fail(const char* key, const std::string& reason) const {
        throw_error(place(key), reason);
    }

 private:
    [[noreturn]] void fail(const std::string& reason) const { throw_error(place_, reason); }
    [[noreturn]] void throw_error(const std::string& place, const std::string& reason) const {
        throw Error(ErrorKind::usage,
                    fmt::format("{}: {}{}{}", file_, place, place.empty() ? "" : ": ", reason),
                    "cudaenv machine --json writes such a file");
    }
    [[nodiscard]] std::string place(const char* key) const {
        return place_.empty() ? key : place_ + "." + key;
    }
    [[nodiscard]] const Json* find(const char* key) const {
        const auto found = json_.find(key);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] std::vector<Json> array(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (!value->is_array()) fail(key, "a list is expected");
        return {value->begin(), value->end()};
    }

    Json json_;
    std::string file_;
    std::string place_;
};

DriverKind read_kind(const Reader& reader) {
    const auto written = reader.text("kind");
    for (const auto& [kind, text] : kKinds) {
        if (written == text) return kind;
    }
    reader.fail("kind", fmt::format("\"{}\" is none of linux, windows, tegra", written));
}

Driver read_driver(const Reader& reader) {
    Driver driver{reader.require_version("version"), reader.text("origin"), read_kind(reader)};
    driver.cuda = reader.version("cuda");
    driver.cuda_origin = reader.text("cuda_origin");
    driver.module = reader.version("module");
    driver.library = reader.version("library");
    driver.library_origin = reader.text("library_origin");
    driver.mismatched = reader.flag("mismatched");
    return driver;
}

Gpu read_gpu(const Reader& reader) {
    const auto memory = reader.number("memory");
    return {reader.text("name"),
            reader.version("capability"),
            memory ? std::optional(ByteCount{*memory}) : std::nullopt,
            reader.text("origin")};
}

CompilerKind read_compiler_kind(const Reader& reader) {
    const auto written = reader.text("kind");
    const auto kind = find_compiler_kind(written);
    if (!kind) reader.fail("kind", fmt::format("\"{}\" is none of gcc, clang", written));
    return *kind;
}

HostCompiler read_compiler(const Reader& reader) {
    return {read_compiler_kind(reader),
            reader.require_version("version"),
            reader.text("path"),
            reader.flag("default")};
}

CompatLibrary read_compat(const Reader& reader) {
    return {reader.text("path"), reader.require_version("cuda"), reader.numbers("branches")};
}

Platform read_platform(const Reader& reader) {
    const auto written = reader.text("platform");
    const auto platform = find_platform(written);
    if (!platform) reader.fail("platform", fmt::format("\"{}\" is not known", written));
    return *platform;
}

void check_schema(const Reader& reader) {
    const auto schema = reader.number("schema");
    if (!schema) reader.fail("schema", "a number is expected");
    if (*schema == kSchema) return;
    reader.fail("schema",
                fmt::format("{} is not known here; this cudaenv reads {}", *schema, kSchema));
}

}  // namespace

std::string render_machine(const Machine& machine) {
    Json json{{"schema", kSchema}, {"platform", platform_text(machine.platform)}};
    json["driver"] = machine.driver ? driver_json(*machine.driver) : Json();
    json["gpus"] = array_of(machine.gpus, gpu_json);
    json["host_compilers"] = array_of(machine.compilers, compiler_json);
    json["glibc"] = text_or_null(machine.glibc);
    json["glibc_origin"] = machine.glibc_origin;
    json["binutils"] = machine.has_binutils;
    json["libc_headers"] = machine.has_libc_headers;
    json["wsl"] = machine.is_wsl;
    json["container"] = machine.is_container;
    json["lacks_devices"] = machine.lacks_devices;
    json["compat_libraries"] = array_of(machine.compat_libraries, compat_json);
    // What a name holds that is not UTF-8 must not make the whole unreadable.
    return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Machine parse_machine(std::string_view text, const std::string& file) {
    const std::string fault = json_fault(text, {.bytes = kMaxMachineBytes});
    const auto json = fault.empty() ? Json::parse(text, nullptr, false) : Json();
    if (!fault.empty() || json.is_discarded()) {
        throw Error(
            ErrorKind::usage,
            fmt::format("{} is no {}", file, fault.empty() ? "JSON file" : "machine: " + fault),
            "cudaenv machine --json writes such a file");
    }
    const Reader reader(json, file, "");
    check_schema(reader);
    Machine machine;
    machine.platform = read_platform(reader);
    if (const auto driver = reader.object("driver")) machine.driver = read_driver(*driver);
    for (const auto& gpu : reader.objects("gpus")) machine.gpus.push_back(read_gpu(gpu));
    for (const auto& compiler : reader.objects("host_compilers")) {
        machine.compilers.push_back(read_compiler(compiler));
    }
    machine.glibc = reader.version("glibc");
    machine.glibc_origin = reader.text("glibc_origin");
    machine.has_binutils = reader.flag("binutils");
    machine.has_libc_headers = reader.flag("libc_headers");
    machine.is_wsl = reader.flag("wsl");
    machine.is_container = reader.flag("container");
    machine.lacks_devices = reader.flag("lacks_devices");
    for (const auto& library : reader.objects("compat_libraries")) {
        machine.compat_libraries.push_back(read_compat(library));
    }
    return machine;
}

}  // namespace cudaenv::machine
