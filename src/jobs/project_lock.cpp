// SPDX-License-Identifier: Apache-2.0
// The lock beside a project's pin.
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/jobs/project_lock.hpp>
#include <cudaenv/selection/foreign.hpp>
#include <cudaenv/sys/files.hpp>

#include <utility>

namespace cudaenv::jobs {

namespace {

bool is_foreign(const std::filesystem::path& file, const Session& session) {
    return selection::is_foreign(file, {session.environment(), session.layout().config_file()});
}

std::variant<lock::LockFile, NoLock, ForeignLock> find_lock(const selection::Pin& pin,
                                                            const Session& session) {
    const std::filesystem::path path = lock::lock_path(pin.file);
    if (is_foreign(path, session)) return ForeignLock{};
    if (auto file = lock::find_lock(path)) return *std::move(file);
    return NoLock{};
}

struct Choosing {
    const selection::Pin& pin;
    LockWish wish;

    LockChoice operator()(lock::LockFile file) const {
        auto differences = lock::differences_from_pin(file.lock, pin_values(pin));
        if (wish == LockWish::overruled) return OverruledLock{};
        if (!differences.empty()) return UnfitLock{std::move(differences)};
        return file;
    }
    LockChoice operator()(NoLock none) const { return none; }
    LockChoice operator()(ForeignLock foreign) const { return foreign; }
};

}  // namespace

lock::PinValues pin_values(const selection::Pin& pin) {
    lock::PinValues values;
    for (const auto& [key, value] : pin.values) values[key] = value.text;
    return values;
}

LockChoice choose_lock(const selection::Pin& pin, LockWish wish, Session& session) {
    return std::visit(Choosing{pin, wish}, find_lock(pin, session));
}

std::variant<LockCheck, NoLock, ForeignLock> check_lock(const selection::Pin& pin,
                                                        Session& session) {
    const auto found = find_lock(pin, session);
    if (std::holds_alternative<NoLock>(found)) return NoLock{};
    if (std::holds_alternative<ForeignLock>(found)) return ForeignLock{};
    const lock::Lock& lock = std::get<lock::LockFile>(found).lock;
    return LockCheck{lock::differences_from_pin(lock, pin_values(pin)),
                     lock::find_objections(lock, session.catalog())};
}

std::variant<lock::LockFile, NoLock, ForeignLock, UnreadableLock> find_replaced_lock(
    const selection::Pin& pin, Session& session) {
    try {
        return std::visit(
            [](auto found) -> std::variant<lock::LockFile, NoLock, ForeignLock, UnreadableLock> {
                return found;
            },
            find_lock(pin, session));
    } catch (const Error& error) {
        // Made anew: that is what such an error advises.
        if (error.kind() != ErrorKind::integrity) throw;
        return UnreadableLock{error};
    }
}

WrittenLock write_lock(const lock::Lock& made,
                       const std::optional<lock::LockFile>& old,
                       const selection::Pin& pin) {
    const std::filesystem::path path = lock::lock_path(pin.file);
    install::sweep_project(path.parent_path());
    const std::string text = lock::render_lock(made);
    WrittenLock written{!old || old->text != text,
                        lock::find_changes(old ? std::optional(old->lock) : std::nullopt, made)};
    if (written.is_new) replace_file(path, text);
    return written;
}

}  // namespace cudaenv::jobs
