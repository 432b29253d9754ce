// SPDX-License-Identifier: Apache-2.0
// A machine as JSON and back.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/json.hpp>
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

Error machine_complaint(const std::string& file,
                        const std::string& way,
                        const std::string& message) {
    return {ErrorKind::usage,
            fmt::format("{}: {}{}{}", file, way, way.empty() ? "" : ": ", message),
            Advice::describe_machine};
}

/// One object of the file. Keys that it does not know are a newer program's and passed over; one
/// that is absent is as unknown as null.
class Reader {
 public:
    explicit Reader(const formats::Value& value) : value_(value) {
        if (!value_.is_map()) value_.fail("an object is expected");
    }

    [[nodiscard]] std::string text(const char* key) const {
        const auto value = value_.find(key);
        if (!value) return {};
        if (value->find_text() == nullptr) value->fail("a text is expected");
        return *value->find_text();
    }
    [[nodiscard]] bool flag(const char* key) const {
        const auto value = value_.find(key);
        if (value && !value->find_flag()) value->fail("true or false is expected");
        return value && *value->find_flag();
    }
    [[nodiscard]] std::optional<std::uint64_t> number(const char* key) const {
        const auto value = value_.find(key);
        if (value && !value->find_whole()) value->fail("a number is expected");
        return value ? value->find_whole() : std::nullopt;
    }
    [[nodiscard]] std::optional<Version> version(const char* key) const {
        const auto value = value_.find(key);
        if (!value) return std::nullopt;
        const auto written = text(key);
        auto parsed = find_version(written);
        if (!parsed) value->fail(fmt::format("\"{}\" is no version", written));
        return parsed;
    }
    [[nodiscard]] Version require_version(const char* key) const {
        auto found = version(key);
        if (!found) fail(key, "a version is expected");
        return *std::move(found);
    }
    [[nodiscard]] std::optional<Reader> object(const char* key) const {
        const auto value = value_.find(key);
        return value ? std::optional(Reader(*value)) : std::nullopt;
    }
    [[nodiscard]] std::vector<Reader> objects(const char* key) const {
        std::vector<Reader> readers;
        for (const auto& element : list(key)) readers.emplace_back(element);
        return readers;
    }
    [[nodiscard]] std::vector<unsigned> numbers(const char* key) const {
        std::vector<unsigned> values;
        for (const auto& element : list(key)) {
            const auto number = element.find_whole();
            if (!number) fail(key, "numbers are expected");
            values.push_back(static_cast<unsigned>(*number));
        }
        return values;
    }
    /// The key may be absent.
    [[noreturn]] void fail(const char* key, const std::string& reason) const {
        const std::string way = value_.way();
        throw machine_complaint(value_.file(), way.empty() ? key : way + "." + key, reason);
    }

 private:
    [[nodiscard]] std::vector<formats::Value> list(const char* key) const {
        const auto value = value_.find(key);
        if (!value) return {};
        if (!value->is_list()) value->fail("a list is expected");
        return value->list();
    }

    formats::Value value_;
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
    json["lacks_libcuda"] = machine.lacks_libcuda;
    json["compat_libraries"] = array_of(machine.compat_libraries, compat_json);
    // What a name holds that is not UTF-8 must not make the whole unreadable.
    return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Machine parse_machine(std::string_view text, const std::string& file) {
    const auto read =
        formats::read_json(text, file, {.bytes = kMaxMachineBytes}, machine_complaint);
    if (const auto* fault = std::get_if<formats::JsonFault>(&read)) {
        const bool is_json = fault->kind == formats::JsonFault::Kind::limits;
        throw Error(
            ErrorKind::usage,
            fmt::format("{} is no {}", file, is_json ? "machine: " + fault->reason : "JSON file"),
            Advice::describe_machine);
    }
    const Reader reader(std::get<formats::Document>(read).root());
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
    machine.lacks_libcuda = reader.flag("lacks_libcuda");
    for (const auto& library : reader.objects("compat_libraries")) {
        machine.compat_libraries.push_back(read_compat(library));
    }
    return machine;
}

}  // namespace cudaenv::machine
