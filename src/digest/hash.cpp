// SPDX-License-Identifier: Apache-2.0
// SHA-256 by OpenSSL, which uses the processor's own instructions.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <openssl/evp.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace cudaenv::digest {

namespace {

constexpr std::size_t kReadSize = 256U << 10U;

void require_success(int result) {
    if (result != 1) throw Error(ErrorKind::internal, "OpenSSL cannot compute a SHA-256");
}

}  // namespace

struct Hasher::State {
    CHandle<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
    require_success(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(std::string_view bytes) {
    require_success(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Sha256 Hasher::finish() {
    Sha256 value;
    require_success(EVP_DigestFinal_ex(state_->context.get(), value.bytes.data(), nullptr));
    return value;
}

Sha256 hash_bytes(std::string_view bytes) {
    Hasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

Sha256 hash_file(const std::filesystem::path& path, const CancelFlag& cancel) {
    const UniqueFd fd = open_file(path, O_RDONLY);
    return hash_descriptor(fd.get(), path, cancel);
}

Sha256 hash_descriptor(int descriptor,
                       const std::filesystem::path& path,
                       const CancelFlag& cancel) {
    Hasher hasher;
    std::string buffer(kReadSize, '\0');
    off_t position = 0;
    for (;;) {
        cancel.check();
        const ssize_t count = ::pread(descriptor, buffer.data(), buffer.size(), position);
        if (count == 0) return hasher.finish();
        if (count < 0 && errno != EINTR) throw io_error("read", path.string(), errno);
        if (count > 0) {
            hasher.update(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
            position += count;
        }
    }
}

}  // namespace cudaenv::digest
