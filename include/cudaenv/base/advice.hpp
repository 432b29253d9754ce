// SPDX-License-Identifier: Apache-2.0
// What to do about a failure, as a value: only the command line knows how it is typed.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace cudaenv {

/// Each is worded by explain/advice.hpp. A kind whose comment names a subject needs it.
struct Advice {
    enum class Kind {
        // Fetching.
        check_network_or_other_source,
        check_connection_or_other_source,
        check_address_or_other_source,
        wait_or_other_source,
        try_later_or_other_source,
        try_again_or_other_source,
        other_source_for_known_file,  ///< this one serves a file that the catalogue does not know
        fetch_damaged_file_anew,
        other_index_or_source,
        fetch_once_online,
        permit_plain_http,  ///< to the host that is the subject
        // Addresses of sources.
        set_redist_address,
        check_redist_address,
        redist_server_with_listings,
        set_debian_mirror,
        // Installing.
        leave_out_library_or_other_source,  ///< the library that is the subject
        other_name_or_exchange,
        other_name_or_uninstall,  ///< the environment that is the subject
        other_name_or_move_away,
        root_without_blanks_or_system_compiler,
        list_installed,
        // The catalogue.
        list_available,
        list_products,
        complete_catalogue,
        // The lock of a project.
        lock_again,
        lock_again_from_pin,
        lock_again_or_settle_merge,
        lock_again_or_update,     ///< a newer program may have locked it
        lock_again_for_platform,  ///< when it was locked, no source had a toolkit for it
        lock_again_or_use_source,
        // Another machine.
        describe_machine,
        // The program itself.
        install_program_again,
    };
    using enum Kind;

    Advice(Kind what, std::string of = {}) : kind(what), subject(std::move(of)) {}

    friend bool operator==(const Advice&, const Advice&) = default;

    Kind kind;
    std::string subject;
};

/// The next step after a failure: in words where it is none of the command line or the
/// configuration, else as advice. Empty words: none is known.
using Cure = std::variant<std::string, Advice>;

}  // namespace cudaenv
