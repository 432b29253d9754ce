// SPDX-License-Identifier: Apache-2.0
// Links are read, never followed: whatever they say, no system call leaves the tree.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/tree_links.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <string_view>
#include <system_error>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;

/// The kernel gives up after 40, those in the path of the tree itself included.
constexpr unsigned kMaxLinks = 32;
constexpr unsigned kMaxSteps = 4096;
/// Of all links of a tree together. A toolkit's take some thousands.
constexpr unsigned kMaxStepsInATree = 1'000'000;

enum class Seen { directory, other, link, nothing };

/// One link on its way through the tree.
class Walk {
 public:
    /// Takes its steps from those that are `left` to the whole tree.
    Walk(int root, std::string_view directory, unsigned& left) : root_(root), left_(left) {
        if (!directory.empty()) here_ = text_of(split(directory, '/'));
    }
    LinkEnd follow(std::string_view target);

 private:
    static std::vector<std::string> text_of(const std::vector<std::string_view>& components) {
        return {components.begin(), components.end()};
    }
    /// Nothing while the walk goes on.
    std::optional<LinkEnd> expand(std::string_view target);
    std::optional<LinkEnd> step(const std::string& component);
    std::optional<LinkEnd> enter(const std::string& name);
    [[nodiscard]] std::string path() const { return join(here_, "/"); }

    int root_;
    std::vector<std::string> here_;     ///< real directories, at the end possibly something else
    std::vector<std::string> to_come_;  ///< the next one last
    Seen seen_ = Seen::directory;       ///< what `here_` is
    unsigned links_ = 0;
    unsigned steps_ = 0;
    unsigned& left_;
};

LinkEnd Walk::follow(std::string_view target) {
    if (const auto end = expand(target)) return *end;
    while (!to_come_.empty()) {
        const std::string component = std::move(to_come_.back());
        to_come_.pop_back();
        if (const auto end = step(component)) return *end;
    }
    return LinkEnd::inside;
}

std::optional<LinkEnd> Walk::expand(std::string_view target) {
    if (++links_ > kMaxLinks) return LinkEnd::loop;
    if (target.empty()) return LinkEnd::nowhere;
    if (target.front() == '/') return LinkEnd::absolute;
    const std::vector<std::string> components = text_of(split(target, '/'));
    to_come_.insert(to_come_.end(), components.rbegin(), components.rend());
    return std::nullopt;
}

std::optional<LinkEnd> Walk::step(const std::string& component) {
    if (++steps_ > kMaxSteps || left_ == 0) return LinkEnd::loop;
    --left_;
    if (seen_ != Seen::directory) return LinkEnd::nowhere;
    if (component.empty() || component == ".") return std::nullopt;
    if (component != "..") return enter(component);
    if (here_.empty()) return LinkEnd::outside;
    here_.pop_back();
    return std::nullopt;
}

Seen look(int root, const std::string& path) {
    struct stat status {};
    if (::fstatat(root, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return Seen::nothing;
    if (S_ISLNK(status.st_mode)) return Seen::link;
    return S_ISDIR(status.st_mode) ? Seen::directory : Seen::other;
}

std::string read_link(int root, const std::string& path) {
    std::array<char, PATH_MAX> text{};
    const ssize_t size = ::readlinkat(root, path.c_str(), text.data(), text.size());
    if (size < 0) throw io_error("read the link", path, errno);
    return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<LinkEnd> Walk::enter(const std::string& name) {
    here_.push_back(name);
    const std::string there = path();
    seen_ = look(root_, there);
    if (seen_ == Seen::nothing) return LinkEnd::nowhere;
    if (seen_ != Seen::link) return std::nullopt;
    here_.pop_back();
    seen_ = Seen::directory;
    return expand(read_link(root_, there));
}

}  // namespace

void visit_links(const fs::path& tree,
                 const std::function<void(const TreeLink&)>& visit,
                 const CancelFlag& cancel) {
    const UniqueFd root = open_file(tree, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    unsigned steps = kMaxStepsInATree;
    std::error_code error;
    fs::recursive_directory_iterator item(tree, error);
    for (; !error && item != fs::recursive_directory_iterator(); item.increment(error)) {
        cancel.check();
        std::error_code ignored;
        if (!item->is_symlink(ignored)) continue;
        TreeLink link;
        link.path = item->path().lexically_relative(tree).string();
        link.target = read_link(root.get(), link.path);
        link.end = Walk(root.get(), parent_name(link.path), steps).follow(link.target);
        visit(link);
    }
    if (error) throw io_error("read the directory", tree.string(), error.value());
}

void remove_dangling_links(const fs::path& tree, const CancelFlag& cancel) {
    std::vector<std::string> dangling;
    visit_links(
        tree,
        [&dangling](const TreeLink& link) {
            if (link.end == LinkEnd::nowhere) dangling.push_back(link.path);
        },
        cancel);
    for (const std::string& path : dangling) {
        std::error_code error;
        fs::remove(tree / path, error);
        if (error) throw io_error("remove the link", (tree / path).string(), error.value());
    }
}

}  // namespace cudaenv
