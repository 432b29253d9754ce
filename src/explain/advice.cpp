// SPDX-License-Identifier: Apache-2.0
// A table in the form of a switch: each piece of advice as a sentence.
#include <cudaenv/explain/advice.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

std::string words(const Advice& advice) {
    switch (advice.kind) {
        case Advice::check_network_or_other_source:
            return "check the network and the proxy variables (https_proxy, http_proxy, "
                   "no_proxy), or choose another --source";
        case Advice::check_connection_or_other_source:
            return "check the connection, or choose another --source";
        case Advice::check_address_or_other_source:
            return "choose another --source, or check the configured address";
        case Advice::wait_or_other_source:
            return "wait a while, or choose another --source";
        case Advice::try_later_or_other_source:
            return "try again later, or choose another --source";
        case Advice::try_again_or_other_source:
            return "try again, or choose another --source";
        case Advice::other_source_for_known_file:
            return "the server offers another file than the catalogue knows; choose another "
                   "--source";
        case Advice::fetch_damaged_file_anew:
            return "try again, or choose another --source; nothing unverified was installed";
        case Advice::other_index_or_source:
            return "the index may be incomplete: try another one with PIP_INDEX_URL=<address>, or "
                   "another source with --source";
        case Advice::fetch_once_online:
            return "run the same command without --offline once";
        case Advice::permit_plain_http:
            return fmt::format(
                "use https, or name the host in config.yaml, for example: redist_url: http://{}/…",
                advice.subject);
        case Advice::set_redist_address:
            return "set redist_url in config.yaml";
        case Advice::check_redist_address:
            return "check redist_url";
        case Advice::redist_server_with_listings:
            return "set redist_url to NVIDIA's server, or to a mirror that shows directories";
        case Advice::set_debian_mirror:
            return "set CUDAENV_DEBIAN_URL or debian_url in config.yaml";
        case Advice::leave_out_library_or_other_source:
            return fmt::format("leave out --with {}, or try another --source", advice.subject);
        case Advice::other_name_or_exchange:
            return "choose another --name; or add --reinstall, which exchanges it";
        case Advice::other_name_or_uninstall:
            return fmt::format("choose another --name, or: cudaenv uninstall {}", advice.subject);
        case Advice::other_name_or_move_away:
            return "move it away, or choose another --name";
        case Advice::root_without_blanks_or_system_compiler:
            return "set CUDAENV_ROOT to a path without blanks, or add --host-compiler system";
        case Advice::list_installed:
            return "cudaenv list shows what is";
        case Advice::list_available:
            return "\"cudaenv list --available\" shows what it has";
        case Advice::list_products:
            return "cudaenv catalog show lists the products";
        case Advice::complete_catalogue:
            return "unset CUDAENV_CATALOG to use the built-in catalogue, or complete the directory "
                   "with \"cudaenv catalog import\"";
        case Advice::lock_again:
            return "cudaenv lock writes it again";
        case Advice::lock_again_from_pin:
            return "cudaenv lock writes the file again from the pin";
        case Advice::lock_again_or_settle_merge:
            return "settle what a merge left in it, or write it again: cudaenv lock";
        case Advice::lock_again_or_update:
            return "a newer cudaenv may have written it: update cudaenv, or write it again: "
                   "cudaenv lock";
        case Advice::lock_again_for_platform:
            return "no source had one when it was made; cudaenv lock writes it again";
        case Advice::lock_again_or_use_source:
            return "add it to sources in config.yaml, or lock with another: cudaenv lock --source "
                   "NAME";
        case Advice::describe_machine:
            return "cudaenv machine --json writes one";
        case Advice::install_program_again:
            return "install cudaenv again: cmake --install <build directory>";
    }
    return {};
}

std::string cure_words(const Cure& cure) {
    const auto* advice = std::get_if<Advice>(&cure);
    return advice == nullptr ? std::get<std::string>(cure) : words(*advice);
}

}  // namespace cudaenv::explain
