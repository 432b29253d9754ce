// SPDX-License-Identifier: Apache-2.0
// Complaints and values that all records have.
#include "store/record_json.hpp"

namespace cudaenv::store {

Error damaged_record(const std::string& file, const std::string& reason) {
    return {ErrorKind::integrity, file + " is damaged: " + reason};
}

Error record_complaint(const std::string& file,
                       const std::string& way,
                       const std::string& message) {
    return damaged_record(file, way.empty() ? message : way + ": " + message);
}

const std::string& text_at(const formats::Value& object, std::string_view key) {
    return object.require(key).text_or_empty();
}

Sha256 sha256_at(const formats::Value& object) {
    const auto digest = find_sha256(text_at(object, "sha256"));
    if (!digest) throw damaged_record(object.file(), "a sha256 is malformed");
    return *digest;
}

}  // namespace cudaenv::store
