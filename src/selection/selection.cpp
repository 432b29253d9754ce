// SPDX-License-Identifier: Apache-2.0
// The precedence of argument, variable, pin and default.
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/projects.hpp>

#include <algorithm>
#include <system_error>
#include <utility>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;

struct Asked {
    Origin origin;
    store::Wanted wanted;
    std::vector<fs::path> not_followed{};
};

Asked ask_spec(OriginKind kind, const std::string& text, const std::string& where) {
    return {{kind, where, 0}, {parse_cuda_spec(text, where), {}}};
}

Asked ask_pin(const Pin& pin) {
    return {{OriginKind::pin, pin.file.string(), pin.line()}, wanted_by(pin)};
}

Asked ask_default(const store::Layout& layout) {
    const auto spec = store::find_default_spec(layout);
    if (!spec) return {{OriginKind::system, {}, 0}, {parse_spec("system"), {}}};
    Asked asked = ask_spec(OriginKind::global_default, *spec, layout.default_file().string());
    asked.origin.line = 1;
    return asked;
}

Asked find_asked(const Query& query, const Environment& environment, const store::Layout& layout) {
    if (query.argument) return ask_spec(OriginKind::argument, *query.argument, {});
    if (const auto spec = environment.find_nonempty(variables::kVersion)) {
        return ask_spec(OriginKind::variable, *spec, variables::kVersion);
    }
    PinSearch search =
        find_pin(query.directory, SafeDirectories(environment, layout.config_file()));
    Asked asked = search.pin ? ask_pin(*search.pin) : ask_default(layout);
    asked.not_followed = std::move(search.not_followed);
    return asked;
}

std::optional<store::Damaged> find_damaged(const store::Environments& all,
                                           const store::Wanted& wanted) {
    const auto found =
        std::find_if(all.damaged.begin(), all.damaged.end(), [&wanted](const store::Damaged& each) {
            return store::may_satisfy(each, wanted);
        });
    return found == all.damaged.end() ? std::nullopt : std::optional(*found);
}

/// The best one that is whole. What only looked so is one of the damaged.
std::optional<store::Installed> take_match(store::Environments& all, const store::Wanted& wanted) {
    while (auto match = store::find_match(all.healthy, wanted)) {
        auto damage = store::find_damage(*match);
        if (!damage) return match;
        all.damaged.push_back(*std::move(damage));
        std::erase_if(all.healthy, [&match](const store::Installed& each) {
            return each.name == match->name && each.root == match->root;
        });
    }
    return std::nullopt;
}

std::string install_command(const Selection& selection) {
    const Spec& cuda = selection.wanted.cuda;
    const bool is_pin = selection.origin.kind == OriginKind::pin;
    if (selection.damaged && (!is_pin || cuda.kind() == Spec::Kind::name))
        return selection.damaged->mend;
    if (cuda.kind() == Spec::Kind::name) {
        if (selection.origin.kind == OriginKind::argument) return "cudaenv list";
        return "cudaenv list shows what is installed; cudaenv install SPEC --name " + cuda.text() +
               " makes one of that name";
    }
    if (is_pin) return "cudaenv install";
    return "cudaenv install " + shell_quote(cuda.text());
}

}  // namespace

Spec parse_cuda_spec(const std::string& text, const std::string& where) {
    const std::string prefix = where.empty() ? "" : where + ": ";
    try {
        Spec spec = parse_spec(text);
        if (spec.kind() != Spec::Kind::none) return spec;
    } catch (const Error& error) {
        throw Error(error.kind(), prefix + error.message(), error.cure());
    }
    throw Error(ErrorKind::usage,
                prefix + "\"none\" names no CUDA",
                "\"system\" stands for whatever is on PATH");
}

store::Wanted wanted_by(const Pin& pin) {
    const auto profile = pin.find("profile");
    return {pin.cuda(),
            pin.libraries(),
            pin.file.parent_path(),
            profile ? find_profile(*profile) : std::nullopt};
}

std::string_view origin_text(OriginKind kind) {
    switch (kind) {
        case OriginKind::argument:
            return "argument";
        case OriginKind::variable:
            return "variable";
        case OriginKind::pin:
            return "pin";
        case OriginKind::global_default:
            return "default";
        case OriginKind::system:
            break;
    }
    return "system";
}

Selection select(const Query& query, const Environment& environment, const store::Layout& layout) {
    Asked asked = find_asked(query, environment, layout);
    Selection selection{std::move(asked.origin),
                        std::move(asked.wanted),
                        false,
                        std::nullopt,
                        std::nullopt,
                        std::move(asked.not_followed)};
    selection.is_system = selection.wanted.cuda.kind() == Spec::Kind::system;
    if (!selection.is_system) {
        auto all = store::list_environments(
            layout, store::shared_roots(environment), store::examine_activation);
        selection.environment = take_match(all, selection.wanted);
        if (!selection.environment) selection.damaged = find_damaged(all, selection.wanted);
    }
    return selection;
}

std::string describe_origin(const Origin& origin, const Environment& environment) {
    if (origin.kind == OriginKind::variable) return origin.where;
    if (origin.where.empty()) return {};
    const std::string home = environment.find_nonempty("HOME").value_or("");
    const std::string path = display_path(origin.where, home);
    return path + ", line " + std::to_string(origin.line);
}

std::string describe_wanted(const store::Wanted& wanted) {
    const bool is_name = wanted.cuda.kind() == Spec::Kind::name;
    std::string text = (is_name ? "environment " : "CUDA ") + wanted.cuda.text();
    std::string_view separator = " with ";
    for (const auto& [library, spec] : wanted.libraries) {
        if (spec.kind() == Spec::Kind::none) continue;
        text.append(separator).append(product_title(library)).append(" ").append(spec.text());
        separator = " and ";
    }
    if (wanted.profile)
        text.append(separator).append("profile ").append(profile_text(*wanted.profile));
    return text;
}

Error not_installed_error(const Selection& selection, const Environment& environment) {
    const std::string origin = describe_origin(selection.origin, environment);
    const std::string reason = origin.empty() ? "" : " (asked for by " + origin + ")";
    if (selection.damaged) {
        const Error damaged = store::damaged_error(*selection.damaged);
        return {damaged.kind(), damaged.message() + reason, install_command(selection)};
    }
    return {ErrorKind::not_found,
            describe_wanted(selection.wanted) + " is not installed" + reason,
            install_command(selection)};
}

void require_installed(const Selection& selection, const Environment& environment) {
    if (selection.is_missing()) throw not_installed_error(selection, environment);
}

fs::path working_directory(const Environment& environment) {
    std::error_code failed;
    const auto logical = environment.find_nonempty("PWD");
    if (logical && logical->front() == '/' && fs::equivalent(*logical, ".", failed) && !failed) {
        return *logical;
    }
    fs::path physical = fs::current_path(failed);
    return failed ? fs::path() : physical;
}

}  // namespace cudaenv::selection
