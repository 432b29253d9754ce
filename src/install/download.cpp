// SPDX-License-Identifier: Apache-2.0
// One archive into the download cache.
#include "install/download.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/growing_file.hpp>
#include <cudaenv/sys/own_file.hpp>
#include <cudaenv/sys/space_guard.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// The partial file and the running digest of what it holds.
class Partial : public net::Sink {
 public:
    Partial(const fs::path& path, const DownloadRequest& request, const CancelFlag& cancel)
        : on_progress_(request.on_progress),
          guard_("download " + request.archive.file_name(), path.parent_path()),
          file_(
              path, [this](std::string_view bytes) { hasher_.update(bytes); }, cancel) {
        if (size() > 0) on_progress_(ByteCount{size()});
    }

    [[nodiscard]] std::uint64_t size() const { return file_.size(); }
    [[nodiscard]] std::uint64_t fetched() const { return fetched_; }

    void start(std::uint64_t offset, const net::Response& response) override {
        if (response.length) guard_.spend(*response.length);
        if (offset == size()) return;
        // The server ignored the range, or answers from the beginning: what we have is worth
        // nothing.
        file_.clear();
        hasher_ = digest::Hasher();
        on_progress_(ByteCount{0});
    }

    void write(std::string_view bytes) override {
        guard_.spend(bytes.size());
        file_.append(bytes);
        hasher_.update(bytes);
        fetched_ += bytes.size();
        on_progress_(ByteCount{size()});
    }

    [[nodiscard]] Sha256 digest() { return hasher_.finish(); }
    [[nodiscard]] UniqueFd finish() { return file_.finish(); }

 private:
    const std::function<void(ByteCount)>& on_progress_;
    SpaceGuard guard_;
    digest::Hasher hasher_;
    GrowingFile file_;
    std::uint64_t fetched_ = 0;
};

Error damaged(const catalog::Archive& archive,
              const Sha256& got,
              std::uint64_t size,
              const Url& url) {
    Error error(
        ErrorKind::integrity,
        fmt::format(
            "{} {} arrived damaged and was thrown away", archive.component, archive.version),
        Advice::fetch_damaged_file_anew);
    error.add_detail(fmt::format(
        "expected SHA-256 {}   got {}   ({} bytes)", archive.sha256.hex(), got.hex(), size));
    error.add_detail(fmt::format(
        "from {}; a proxy or a stale mirror serves another file under this name", url.shown()));
    return error;
}

std::optional<UniqueFd> find_usable(const fs::path& file) {
    try {
        return find_own_file(file);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::refused) throw;
    }
    take_file_name(file);
    return std::nullopt;
}

/// The verified file, open, if it is in the cache already.
std::optional<UniqueFd> find_cached(const fs::path& file,
                                    const catalog::Archive& archive,
                                    const CancelFlag& cancel) {
    auto cached = find_usable(file);
    if (!cached) return std::nullopt;
    if (digest::hash_descriptor(cached->get(), file, cancel) == archive.sha256) return cached;
    take_file_name(file);
    return std::nullopt;
}

/// Fetches from one address. Throws Error(integrity) when something else than the archive arrived.
void fetch_from(const source::Address& address,
                const DownloadRequest& request,
                source::Connection& connection,
                Partial& partial,
                const CancelFlag& cancel) {
    net::FetchRequest fetch{address.url, address.reach};
    fetch.offset = partial.size();
    if (request.archive.size) fetch.expected_size = request.archive.size->value;
    const bool complete = request.archive.size && partial.size() == request.archive.size->value;
    if (!complete) connection.fetch(fetch, partial, cancel);
}

Download try_address(const source::Address& address,
                     const DownloadRequest& request,
                     const fs::path& file,
                     source::Connection& connection,
                     const CancelFlag& cancel) {
    const fs::path partial_path = file.string() + ".partial";
    Partial partial(partial_path, request, cancel);
    const std::uint64_t resumed_from = partial.size();
    try {
        fetch_from(address, request, connection, partial, cancel);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::integrity) take_file_name(partial_path);
        throw;
    }
    const std::uint64_t size = partial.size();
    const Sha256 got = partial.digest();
    if (got != request.archive.sha256) {
        take_file_name(partial_path);
        // A resumed file may have been spoiled by its first half; one fresh try tells.
        if (resumed_from > 0) return try_address(address, request, file, connection, cancel);
        throw damaged(request.archive, got, size, address.url);
    }
    Download download{file, partial.finish(), ByteCount{partial.fetched()}};
    fs::rename(partial_path, file);
    return download;
}

/// A file missing on every mirror is a failure of the network as far as a user can act on it.
Error not_fetched(const DownloadRequest& request, const std::optional<Error>& cause) {
    const bool has_cure = cause && cause->cure() != Cure();
    Error outcome(ErrorKind::network,
                  fmt::format("{} could not be fetched from source {}",
                              request.archive.file_name(),
                              source_text(request.source)),
                  has_cure ? cause->cure() : Advice::check_connection_or_other_source);
    outcome.add_detail(cause ? cause->message() : "it has no address for this file");
    if (!cause) return outcome;
    for (const std::string& line : cause->details()) outcome.add_detail(line);
    return outcome;
}

}  // namespace

Download download_archive(const DownloadRequest& request,
                          source::Connection& connection,
                          const CancelFlag& cancel) {
    const fs::path file = request.directory / request.archive.sha256.hex();
    if (auto cached = find_cached(file, request.archive, cancel)) {
        return {file, *std::move(cached), {}};
    }
    if (request.offline) {
        throw Error(ErrorKind::network,
                    fmt::format("{} is not in the cache, and {} forbids fetching it",
                                request.archive.file_name(),
                                *request.offline),
                    Advice::fetch_once_online);
    }

    std::optional<Error> last;
    for (const source::Address& address :
         connection.locate(request.archive, request.purpose, cancel)) {
        if (last) request.on_warning(fmt::format("{}; trying the next address", last->message()));
        try {
            return try_address(address, request, file, connection, cancel);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::network && error.kind() != ErrorKind::not_found) throw;
            last = error;
        }
    }
    throw not_fetched(request, last);
}

}  // namespace cudaenv::install
