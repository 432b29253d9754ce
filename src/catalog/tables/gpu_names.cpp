// SPDX-License-Identifier: Apache-2.0
// Telling a GPU by its name: what the driver reports, what /proc holds and what people type all
// leave out or add something.
#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/tables.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace cudaenv::catalog {

namespace {

/// What a word of a name tells.
enum class WordKind {
    model,    ///< which product: "4090", "a100", "thor"
    bound,    ///< sets products apart, but is often left out: "quadro", "rtx", "ada"
    edition,  ///< changes speed, not the architecture: "ti", "super"
    detail,   ///< says nothing about the product: memory, form factor
};

constexpr auto kBounds = std::to_array<std::string_view>(
    {"geforce", "quadro", "rtx", "gtx", "ada", "blackwell", "pascal", "server", "workstation"});
constexpr auto kEditions = std::to_array<std::string_view>({"ti", "super", "d"});
constexpr auto kDetails = std::to_array<std::string_view>(
    {"nvidia", "tesla",     "grid", "jetson",      "gpu",        "graphics", "laptop",
     "with",   "max",       "q",    "design",      "generation", "edition",  "collectors",
     "sff",    "pcie",      "nvl",  "fhhl",        "dgxs",       "gb",       "nvgpu",
     "rubin",  "developer", "kit",  "engineering", "reference"});

template <std::size_t Count>
bool is_among(const std::array<std::string_view, Count>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What follows the digits of "80gb"; empty when the word is not digits and something else.
std::string_view unit_of(std::string_view word) {
    const std::size_t digits = word.find_first_not_of("0123456789.");
    return digits == 0 || digits == std::string_view::npos ? std::string_view()
                                                           : word.substr(digits);
}

/// The memory and series of a virtual GPU: "8q", "40c", "10cme" (vGPU user guide, "Virtual GPU
/// Types").
bool is_vgpu_share(std::string_view word) {
    constexpr auto series = std::to_array<std::string_view>({"q", "c", "cme", "b", "b4", "a"});
    return is_among(series, unit_of(word));
}

/// "80gb", "144g", "8q", "hbm3e", "sxm4".
bool is_measure(std::string_view word) {
    if (word.starts_with("hbm") || word.starts_with("sxm")) return true;
    return is_among(std::to_array<std::string_view>({"g", "gb"}), unit_of(word)) ||
           is_vgpu_share(word);
}

WordKind kind_of(std::string_view word) {
    if (is_among(kBounds, word)) return WordKind::bound;
    if (is_among(kEditions, word)) return WordKind::edition;
    if (is_among(kDetails, word) || is_measure(word)) return WordKind::detail;
    return WordKind::model;
}

using Words = std::set<std::string, std::less<>>;

bool holds(const Words& all, const Words& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::size_t count_shared(const Words& left, const Words& right) {
    return static_cast<std::size_t>(std::count_if(
        left.begin(), left.end(), [&](const std::string& word) { return right.contains(word); }));
}

/// The words of a name by their kinds.
class Name {
 public:
    explicit Name(std::string_view text) {
        std::string spaced = to_lower(text);
        for (char& c : spaced) {
            if (std::string_view("-_/,()").find(c) != std::string_view::npos) c = ' ';
        }
        const auto words = split_words(spaced);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] == "mig") break;  // the slice follows: "1g.5gb"
            is_vgpu_ = is_vgpu_ || is_vgpu_share(words[i]);
            // "A100D-1-10C" has one slice.
            const bool is_slice_count =
                words[i].size() == 1 && i + 1 < words.size() && is_vgpu_share(words[i + 1]);
            if (!is_slice_count) add(words[i]);
        }
    }
    [[nodiscard]] const Words& of(WordKind kind) const {
        return words_.at(static_cast<std::size_t>(kind));
    }
    /// The names of virtual GPUs end the model with letters of its board: "V100D-16Q" is of a V100,
    /// "H100XM-80C" of an H100. Takes the last of them away; false when there is none.
    bool drop_board_letter() {
        Words& models = words_.at(static_cast<std::size_t>(WordKind::model));
        if (!is_vgpu_ || models.size() != 1) return false;
        std::string model = *models.begin();
        if (std::string_view("cdlmsx").find(model.back()) == std::string_view::npos) return false;
        model.pop_back();
        models = {model};
        return !model.empty();
    }

 private:
    /// "rtx4090" is "rtx 4090".
    void add(std::string_view word) {
        const bool is_glued = (word.starts_with("rtx") || word.starts_with("gtx")) &&
                              word.find_first_of("0123456789") == 3;
        if (is_glued) {
            add(word.substr(0, 3));
            word.remove_prefix(3);
        }
        words_.at(static_cast<std::size_t>(kind_of(word))).emplace(word);
    }

    std::array<Words, 4> words_;
    bool is_vgpu_ = false;
};

/// A product's name that may be meant.
struct Candidate {
    const GpuProduct* product = nullptr;
    std::string_view text;
    Name name;
};

/// Every name of the same model that contradicts nothing in `asked`, of the nearest edition: a
/// "3060 Ti" that is not listed is a 3060.
std::vector<Candidate> candidates_for(const Name& asked, const GpuTable& table) {
    std::vector<Candidate> candidates;
    std::size_t most_editions = 0;
    for (const GpuProduct& product : table.products) {
        for (const std::string& text : product.names) {
            Candidate candidate{&product, text, Name(text)};
            const Words& editions = candidate.name.of(WordKind::edition);
            const bool fits =
                candidate.name.of(WordKind::model) == asked.of(WordKind::model) &&
                holds(candidate.name.of(WordKind::bound), asked.of(WordKind::bound)) &&
                holds(asked.of(WordKind::edition), editions);
            if (!fits || editions.size() < most_editions) continue;
            if (editions.size() > most_editions) candidates.clear();
            most_editions = editions.size();
            candidates.push_back(std::move(candidate));
        }
    }
    return candidates;
}

bool are_of_one_capability(const std::vector<Candidate>& candidates) {
    return std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& each) {
        return each.product->capability == candidates.front().product->capability;
    });
}

/// Where names are shared by generations ("RTX 4000"), only one that says no more than was asked.
void keep_exact(const Name& asked, std::vector<Candidate>& candidates) {
    std::erase_if(candidates, [&](const Candidate& each) {
        return each.name.of(WordKind::bound) != asked.of(WordKind::bound);
    });
}

/// Fewest words that were not asked for, then most details in common; of equals the one that
/// promises less.
bool is_nearer(const Candidate& left, const Candidate& right, const Name& asked) {
    const auto rank = [&](const Candidate& each) {
        const std::size_t shared =
            count_shared(each.name.of(WordKind::detail), asked.of(WordKind::detail));
        return std::tuple(each.name.of(WordKind::bound).size(),
                          each.name.of(WordKind::detail).size() - shared,
                          std::size_t{100} - shared,
                          each.product->data_center);
    };
    return rank(left) < rank(right);
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// What is left of a name without the words that everybody leaves out.
std::string essence(const Name& name) {
    std::string text;
    for (const WordKind kind : {WordKind::bound, WordKind::model, WordKind::edition}) {
        for (const std::string& word : name.of(kind)) {
            if (word != "geforce" && word != "quadro") text += word;
        }
    }
    return text;
}

}  // namespace

const GpuProduct* GpuTable::find_product(std::string_view name) const {
    Name asked(name);
    if (asked.of(WordKind::model).empty()) return nullptr;
    std::vector<Candidate> candidates = candidates_for(asked, *this);
    while (candidates.empty() && asked.drop_board_letter())
        candidates = candidates_for(asked, *this);
    if (!candidates.empty() && !are_of_one_capability(candidates)) keep_exact(asked, candidates);
    if (candidates.empty() || !are_of_one_capability(candidates)) return nullptr;
    return std::min_element(candidates.begin(),
                            candidates.end(),
                            [&](const Candidate& left, const Candidate& right) {
                                return is_nearer(left, right, asked);
                            })
        ->product;
}

std::vector<std::string> GpuTable::close_names(std::string_view name, std::size_t count) const {
    const Name asked(name);
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const Candidate& candidate : candidates_for(asked, *this)) {
        ranked.emplace_back(0, candidate.text);
    }
    if (ranked.empty()) {
        const std::string wanted = essence(asked);
        for (const GpuProduct& product : products) {
            for (const std::string& text : product.names) {
                ranked.emplace_back(edit_distance(essence(Name(text)), wanted), text);
            }
        }
        const std::size_t too_far = std::max<std::size_t>(wanted.size() / 2, 2);
        std::erase_if(ranked, [&](const auto& each) { return each.first > too_far; });
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
        return left.first < right.first;
    });
    std::vector<std::string> names;
    for (const auto& [distance, text] : ranked) {
        if (names.size() < count) names.push_back(text);
    }
    return names;
}

}  // namespace cudaenv::catalog
