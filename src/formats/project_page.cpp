// SPDX-License-Identifier: Apache-2.0
// Both formats of a project's page, into one list of files.
#include <cudaenv/base/number.hpp>
#include <cudaenv/formats/html_links.hpp>
#include <cudaenv/formats/project_page.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::formats {

namespace {

/// "reference#sha256=HEX", as both formats may write it.
void set_reference(std::string_view text, ProjectFile& file) {
    constexpr std::string_view key = "#sha256=";
    const std::size_t hash = std::min(text.find('#'), text.size());
    const std::string_view fragment = text.substr(hash);
    file.reference = text.substr(0, hash);
    if (fragment.starts_with(key))
        file.sha256 = find_sha256(fragment.substr(key.size()).substr(0, 64));
}

void require_api_version(const Value& page) {
    const auto meta = page.find("meta");
    const auto version = meta && meta->is_map() ? meta->find("api-version") : std::nullopt;
    const std::string* const text = version ? version->find_text() : nullptr;
    if (text != nullptr && (*text == "1" || text->starts_with("1."))) return;
    page.fail(fmt::format("its api-version is \"{}\", not 1.x", text == nullptr ? "" : *text));
}

/// Reads one file of a JSON page. Of its faults the first is kept; that it names the way itself
/// spares a search through the page for each.
class FileReader {
 public:
    FileReader(const Value& value, std::size_t index) : value_(value), index_(index) {}

    ProjectFile read() {
        if (!value_.is_map()) {
            note_fault("", "expected an object");
            return std::move(file_);
        }
        file_.name = text("filename");
        if (file_.name.empty()) note_fault("", "\"filename\" is missing");
        set_reference(text("url"), file_);
        read_digest();
        read_size();
        file_.uploaded = text("upload-time");
        read_yanked();
        return std::move(file_);
    }

 private:
    void note_fault(std::string_view member, std::string_view reason) {
        if (file_.fault.empty())
            file_.fault = fmt::format("files[{}]{}: {}", index_, member, reason);
    }

    std::string text(std::string_view key) {
        const auto member = value_.find(key);
        if (!member) return {};
        if (const std::string* const text = member->find_text()) return *text;
        note_fault(fmt::format(".{}", key), "expected a text");
        return {};
    }

    void read_digest() {
        const auto hashes = value_.find("hashes");
        if (!hashes) {
            note_fault("", "\"hashes\" is missing");
        } else if (!hashes->is_map()) {
            note_fault(".hashes", "expected an object");
        } else {
            read_sha256(*hashes);
        }
    }

    void read_sha256(const Value& hashes) {
        const auto digest = hashes.find("sha256");
        const std::string* const text = digest ? digest->find_text() : nullptr;
        file_.sha256 = text == nullptr ? std::nullopt : find_sha256(*text);
        if (!digest) note_fault(".hashes", "\"sha256\" is missing");
        if (!file_.sha256) note_fault(".hashes.sha256", "expected a SHA-256 digest");
    }

    void read_size() {
        const auto size = value_.find("size");
        if (!size) return;
        const std::string* const text = size->find_text();
        const auto bytes = text == nullptr ? size->find_whole() : find_number<std::uint64_t>(*text);
        if (bytes) file_.size = ByteCount{*bytes};
        if (!bytes) note_fault(".size", "expected a size in bytes");
    }

    /// True, false, or a text that gives the reason for "true".
    void read_yanked() {
        const auto yanked = value_.find("yanked");
        if (!yanked) return;
        file_.is_yanked = yanked->find_flag().value_or(yanked->find_text() != nullptr);
        if (!yanked->find_flag() && !file_.is_yanked)
            note_fault(".yanked", "expected true, false or a reason");
    }

    Value value_;
    std::size_t index_;
    ProjectFile file_;
};

}  // namespace

ProjectPage read_json_project_page(const Value& root) {
    require_api_version(root);
    const auto files = root.find("files");
    if (!files || !files->is_list()) root.fail("it has no files");
    ProjectPage page;
    for (const Value& file : files->list())
        page.files.push_back(FileReader(file, page.files.size()).read());
    return page;
}

ProjectPage parse_html_project_page(std::string_view html,
                                    const Url& url,
                                    const std::function<void()>& check) {
    HtmlLinks links = parse_html_links(html, check);
    ProjectPage page{std::move(links.base), {}, links.are_too_many};
    if (page.has_too_many_links) return page;
    const std::optional<Url> base = page.base.empty() ? url : url.resolve(page.base).url;
    if (!base) return page;
    for (const std::string& href : links.hrefs) {
        check();
        const UrlReading reading = base->resolve(href);
        if (!reading.url || reading.url->file_name().empty()) continue;
        ProjectFile& file = page.files.emplace_back();
        file.name = reading.url->file_name();
        set_reference(href, file);
    }
    return page;
}

}  // namespace cudaenv::formats
