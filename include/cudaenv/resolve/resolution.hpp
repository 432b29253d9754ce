// SPDX-License-Identifier: Apache-2.0
// What was asked of the resolver and what it answers.
#pragma once

#include <cudaenv/base/compat.hpp>
#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/facts.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/compiler.hpp>
#include <cudaenv/resolve/judgement.hpp>
#include <cudaenv/resolve/library.hpp>
#include <cudaenv/resolve/note.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::resolve {

struct Request {
    Spec cuda;
    std::optional<Spec> cudnn;               ///< absent: by rule; `none`: without
    std::map<Product, Spec> libraries = {};  ///< others that were named
    Profile profile = Profile::standard;
    CompilerWish host_compiler;
    std::optional<Compat>
        compat;  ///< absent: native for prefixes, minor with a warning for exact releases
    std::vector<SourceName> sources;  ///< in order of preference
    std::set<SourceName> reachable;   ///< of `sources`; those that can be fetched from

    /// Asks for `library` in a version that satisfies `spec`.
    void ask_for_library(Product library, const Spec& spec);
};

/// Why a release that satisfies the request was not taken.
struct PassedOver {
    Reason reason = Reason::no_source;
    std::optional<DriverCap> cap = std::nullopt;  ///< why the driver that it needs is none for here
    bool has_source = false;                      ///< it may be installed when it is named

    bool operator==(const PassedOver&) const = default;
};

struct Rejected {
    Judgement judgement;
    PassedOver why;

    [[nodiscard]] const Version& release() const { return judgement.toolkit; }
    /// The Linux driver that would cure it.
    [[nodiscard]] std::optional<Version> needed_driver() const {
        return why.reason == Reason::driver_too_old ? judgement.min_driver : std::nullopt;
    }
};

/// One release that satisfies the request, and what was found about it.
struct Weighed {
    Judgement judgement;
    std::optional<PassedOver> passed_over;  ///< nullopt: older than the chosen one, or it
};

/// A rule of compatibility that took part in the decision.
enum class RuleKind {
    no_driver,
    linux_driver,
    windows_driver,
    jetson,
    minor_compat,
    forward_compat,
    gpu_code,
};
struct Rule {
    RuleKind kind = RuleKind::linux_driver;
    std::string source;                  ///< the document that states it; may be empty
    std::optional<unsigned> major = {};  ///< minor_compat: of the toolkit
    std::optional<Version> minor_floor =
        {};  ///< minor_compat: driver that it holds from; nullopt: none is stated
};

/// What speaks for the chosen toolkit.
struct Grounds {
    bool is_named_exactly = false;
    bool newer_lack_source = false;    ///< a newer one was passed over for having none
    bool newer_lack_gpu_code = false;  ///< a newer one does not run on every GPU, and it does

    bool operator==(const Grounds&) const = default;
};

struct Resolution {
    Spec request;
    Version toolkit;
    /// Of the toolkit. `unsupported` only with --compat any: compiles here, runs elsewhere.
    Judgement judgement;
    Grounds grounds;
    /// The first reachable one that has the whole toolkit; nullopt when none has.
    std::optional<SourceName> source;
    std::vector<ChosenLibrary> libraries;
    ChosenCompiler host_compiler;
    /// Headers of the toolkit clash with those of newer glibc unless they are system headers.
    bool has_clashing_headers = false;
    /// Newer matching ones: the newest, the next one, then one of every other reason.
    std::vector<Rejected> rejected;
    std::vector<Weighed> weighed;  ///< every release that satisfies the request, newest first
    std::vector<Rule> rules;
    std::vector<Note> notes;
    std::vector<std::string> citations;  ///< documents the numbers come from
    /// Without a `source`: the newest release satisfying machine and `sources` that a reachable
    /// source has.
    std::optional<Version> nearest_available;
};

}  // namespace cudaenv::resolve
