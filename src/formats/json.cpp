// SPDX-License-Identifier: Apache-2.0
// JSON text, by nlohmann-json: its events straight into a tree.
#include "formats/json_events.hpp"

#include <cudaenv/formats/json.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace cudaenv::formats {

namespace {

/// Up to here looking at every pair of keys is quicker than a map of them.
constexpr std::size_t kFewKeys = 16;

/// Where the first key of a map's `items` that equals the one at `key` stands.
std::size_t first_of_equal(const std::vector<Node>& items, std::size_t key) {
    std::size_t first = 0;
    while (items[first].text != items[key].text) first += 2;
    return first;
}

/// Puts the value of a repeated key in the place of the earlier one.
void keep_last_of_equal_keys(std::vector<Node>& items) {
    const bool are_few = items.size() / 2 <= kFewKeys;
    std::unordered_map<std::string, std::size_t> places;
    std::size_t end = 0;
    for (std::size_t key = 0; key < items.size(); key += 2) {
        const std::size_t place = are_few ? std::min(first_of_equal(items, key), end)
                                          : places.try_emplace(items[key].text, end).first->second;
        if (place != key) {
            items[place] = std::move(items[key]);
            items[place + 1] = std::move(items[key + 1]);
        }
        if (place == end) end += 2;
    }
    items.resize(end);
}

class TextEvents : public JsonEvents {
 public:
    [[nodiscard]] const std::optional<std::size_t>& fault_position() const { return position_; }

    bool boolean(bool value) override {
        tree().add(Node::Kind::boolean).text = value ? "true" : "false";
        return true;
    }
    bool number_integer(number_integer_t value) override {
        tree().add(Node::Kind::number).text = std::to_string(value);
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override {
        tree().add(Node::Kind::whole).text = std::to_string(value);
        return true;
    }
    bool number_float(number_float_t /*value*/, const string_t& text) override {
        tree().add(Node::Kind::number).text = text;
        return true;
    }
    bool end_object() override {
        keep_last_of_equal_keys(tree().innermost().items);
        return JsonEvents::end_object();
    }
    bool parse_error(std::size_t position,
                     const std::string& /*token*/,
                     const nlohmann::detail::exception& error) override {
        if (dynamic_cast<const nlohmann::detail::parse_error*>(&error) != nullptr)
            position_ = position;
        return false;
    }

 private:
    std::optional<std::size_t> position_;  ///< from 1; nothing: it is a number that is too large
};

/// Where the parser gave up. Its own words quote what it read last.
std::string place_of(std::size_t position, std::string_view text) {
    const std::string_view before = text.substr(0, position == 0 ? 0 : position - 1);
    return fmt::format("line {}, column {}",
                       std::count(before.begin(), before.end(), '\n') + 1,
                       before.size() - (before.rfind('\n') + 1) + 1);
}

}  // namespace

Error json_complaint(const std::string& file, const std::string& way, const std::string& message) {
    const bool is_key = !way.empty() && way.front() != '[';
    return {ErrorKind::integrity, fmt::format("{}{}{}: {}", file, is_key ? "." : "", way, message)};
}

std::variant<Document, JsonFault> read_json(std::string_view text,
                                            const std::string& file,
                                            const JsonLimits& limits,
                                            Complaint complaint) {
    if (std::string fault = json_fault(text, limits); !fault.empty())
        return JsonFault{JsonFault::Kind::limits, std::move(fault)};
    TextEvents events;
    if (nlohmann::ordered_json::sax_parse(text, &events))
        return Document(events.take_root(), file, complaint);
    const std::optional<std::size_t>& position = events.fault_position();
    return JsonFault{JsonFault::Kind::syntax,
                     position ? place_of(*position, text) : "a number is out of range"};
}

Document parse_json(std::string_view text,
                    const std::string& file,
                    const JsonLimits& limits,
                    Complaint complaint) {
    auto read = read_json(text, file, limits, complaint);
    if (auto* document = std::get_if<Document>(&read)) return std::move(*document);
    const auto& fault = std::get<JsonFault>(read);
    throw complaint(file,
                    "",
                    fault.kind == JsonFault::Kind::limits
                        ? fault.reason
                        : fmt::format("not readable as JSON ({})", fault.reason));
}

}  // namespace cudaenv::formats
