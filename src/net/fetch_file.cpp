// SPDX-License-Identifier: Apache-2.0
// Local files are read directly: libcurl adds nothing here.
#include "net/fetch_file.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace cudaenv::net {
namespace {

constexpr std::size_t kPieceBytes = 1U << 20U;

std::uint64_t require_size(const std::filesystem::path& path, const FetchRequest& request) {
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status))
        throw Error(ErrorKind::not_found, fmt::format("{} does not exist", path.string()));
    if (!std::filesystem::is_regular_file(status))
        throw Error(ErrorKind::io, fmt::format("{} is no regular file", path.string()));
    const std::uint64_t size = std::filesystem::file_size(path);
    if (request.expected_size && size != *request.expected_size) {
        throw Error(
            ErrorKind::integrity,
            fmt::format(
                "{} has {} bytes, {} are expected", path.string(), size, *request.expected_size));
    }
    return size;
}

}  // namespace

Response fetch_file(const FetchRequest& request, Sink& sink, const CancelFlag& cancel) {
    const std::filesystem::path path = request.url.local_path();
    Response response{request.url};
    response.status = 200;
    response.length = require_size(path, request);

    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(ErrorKind::io, fmt::format("{} cannot be read", path.string()));
    const std::uint64_t offset = request.offset <= *response.length ? request.offset : 0;
    file.seekg(static_cast<std::streamoff>(offset));
    sink.start(offset, response);
    std::string piece(kPieceBytes, '\0');
    while (file) {
        cancel.check();
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        sink.write(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (file.bad())
        throw Error(ErrorKind::io, fmt::format("{} cannot be read to its end", path.string()));
    return response;
}

}  // namespace cudaenv::net
