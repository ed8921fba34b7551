// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/document.hpp"

#include "audmg/core/wipe.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>
#include <utility>

namespace audmg::json {
namespace {

namespace bj = boost::json;

/// Builds our values from the parser's events, so that duplicate names can be refused and no second
/// tree is made.
class Builder {
 public:
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();

  Builder() {
    values_.reserve(kUsualValues);
    names_.reserve(kUsualValues);
  }

  [[nodiscard]] Value take() { return std::move(values_.front()); }
  [[nodiscard]] const std::optional<std::string>& duplicate() const { return duplicate_; }

  bool on_document_begin(bj::error_code& /*ec*/) { return true; }
  bool on_document_end(bj::error_code& /*ec*/) { return true; }
  bool on_array_begin(bj::error_code& /*ec*/) {
    begins_.push_back(values_.size());
    return true;
  }
  bool on_array_end(std::size_t /*n*/, bj::error_code& /*ec*/) {
    const auto begin = values_.begin() + take_begin();
    Array array(std::make_move_iterator(begin), std::make_move_iterator(values_.end()));
    values_.erase(begin, values_.end());
    return add(std::move(array));
  }
  bool on_object_begin(bj::error_code& /*ec*/) {
    begins_.push_back(values_.size());
    return true;
  }
  bool on_object_end(std::size_t count, bj::error_code& ec) {
    const auto first_value = values_.begin() + take_begin();
    const auto first_name = names_.end() - static_cast<std::ptrdiff_t>(count);
    Object object;
    object.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      object.emplace_back(std::move(first_name[at]), std::move(first_value[at]));
    }
    values_.erase(first_value, values_.end());
    names_.erase(first_name, names_.end());
    if (!check_names(object)) {
      ec = bj::make_error_code(bj::error::syntax);
      return false;
    }
    return add(std::move(object));
  }
  bool on_key_part(bj::string_view part, std::size_t /*n*/, bj::error_code& /*ec*/) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(bj::string_view part, std::size_t /*n*/, bj::error_code& /*ec*/) {
    text_.append(part.data(), part.size());
    names_.push_back(std::exchange(text_, {}));
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t /*n*/, bj::error_code& /*ec*/) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(bj::string_view part, std::size_t /*n*/, bj::error_code& /*ec*/) {
    text_.append(part.data(), part.size());
    const bool added = add(std::move(text_));
    wipe(text_);
    return added;
  }
  bool on_number_part(bj::string_view part, bj::error_code& /*ec*/) {
    number_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, bj::string_view /*text*/, bj::error_code& /*ec*/) {
    number_.clear();
    return add(value);
  }
  bool on_uint64(std::uint64_t value, bj::string_view /*text*/, bj::error_code& /*ec*/) {
    number_.clear();
    return add(value);
  }
  /// Boost 1.81 is off by a few units in the last place, and infinity stands for what is too large;
  /// what was written must read back equal.
  bool on_double(double value, bj::string_view text, bj::error_code& ec) {
    number_.append(text.data(), text.size());
    std::from_chars(number_.data(), number_.data() + number_.size(), value);
    number_.clear();
    if (std::isfinite(value)) return add(value);
    ec = bj::make_error_code(bj::error::exponent_overflow);
    return false;
  }
  bool on_bool(bool value, bj::error_code& /*ec*/) { return add(value); }
  bool on_null(bj::error_code& /*ec*/) { return add(nullptr); }
  bool on_comment_part(bj::string_view /*part*/, bj::error_code& /*ec*/) { return true; }
  bool on_comment(bj::string_view /*part*/, bj::error_code& /*ec*/) { return true; }

 private:
  template <class T>
  bool add(T&& content) {
    values_.emplace_back(Value::Content(std::forward<T>(content)));
    return true;
  }

  std::ptrdiff_t take_begin() {
    const std::size_t begin = begins_.back();
    begins_.pop_back();
    return static_cast<std::ptrdiff_t>(begin);
  }

  bool check_names(const Object& object) {
    const auto twice = object.size() <= kFewNames ? find_pair(object) : find_sorted_pair(object);
    if (!twice) return true;
    duplicate_ = std::string(*twice);
    return false;
  }

  static std::optional<std::string_view> find_pair(const Object& object) {
    for (auto at = object.begin(); at != object.end(); ++at) {
      if (std::ranges::find(object.begin(), at, at->name, &Member::name) != at) return at->name;
    }
    return std::nullopt;
  }

  /// Sorts, because comparing all pairs would let a small body cost seconds.
  static std::optional<std::string_view> find_sorted_pair(const Object& object) {
    std::vector<std::string_view> names;
    names.reserve(object.size());
    for (const Member& member : object) names.emplace_back(member.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    return twice == names.end() ? std::nullopt : std::optional(*twice);
  }

  /// Open at one time; more only cost time.
  static constexpr std::size_t kUsualValues = 32;
  /// So few that comparing all pairs is faster than sorting.
  static constexpr std::size_t kFewNames = 24;

  /// The values that belong to no array or object yet, with the names of those that are members;
  /// and for each array and object that is open, how many values came before it.
  std::vector<Value> values_;
  std::vector<std::string> names_;
  std::vector<std::size_t> begins_;
  std::string text_;
  std::string number_;
  std::optional<std::string> duplicate_;
};

bj::parse_options options_for(const Limits& limits) {
  bj::parse_options options;
  options.max_depth = limits.max_depth;
  return options;
}

/// The parser does not say where it stopped, so a refused text is read again byte by byte.
std::size_t find_position(std::string_view text, const Limits& limits) {
  bj::basic_parser<Builder> parser(options_for(limits));
  for (std::size_t i = 0; i < text.size(); ++i) {
    bj::error_code ec;
    parser.write_some(true, text.data() + i, 1, ec);
    if (ec) return i;
  }
  return text.size();
}

}  // namespace

Value::~Value() {
  if (auto* text = std::get_if<std::string>(&content_)) wipe(*text);
}

bool Value::is_null() const noexcept { return std::holds_alternative<std::nullptr_t>(content_); }

bool Value::is_number() const noexcept {
  return std::holds_alternative<std::int64_t>(content_) ||
         std::holds_alternative<std::uint64_t>(content_) ||
         std::holds_alternative<double>(content_);
}

bool Value::is_whole_number() const noexcept {
  constexpr double kFirstWithoutFraction = 9223372036854775808.0;  // 2^63
  if (const double* value = std::get_if<double>(&content_)) {
    return std::abs(*value) >= kFirstWithoutFraction;
  }
  return is_number();
}

const std::string* Value::as_string() const noexcept { return std::get_if<std::string>(&content_); }
const Array* Value::as_array() const noexcept { return std::get_if<Array>(&content_); }
const Object* Value::as_object() const noexcept { return std::get_if<Object>(&content_); }

std::optional<bool> Value::as_bool() const noexcept {
  if (const bool* value = std::get_if<bool>(&content_)) return *value;
  return std::nullopt;
}

std::optional<std::uint64_t> Value::as_unsigned() const noexcept {
  if (const auto* value = std::get_if<std::uint64_t>(&content_)) return *value;
  const auto* value = std::get_if<std::int64_t>(&content_);
  if (value != nullptr && *value >= 0) return static_cast<std::uint64_t>(*value);
  return std::nullopt;
}

std::optional<double> Value::as_number() const noexcept {
  if (const double* value = std::get_if<double>(&content_)) {
    return std::isfinite(*value) ? std::optional(*value) : std::nullopt;
  }
  if (const auto* value = std::get_if<std::int64_t>(&content_)) {
    return static_cast<double>(*value);
  }
  if (const auto* value = std::get_if<std::uint64_t>(&content_)) {
    return static_cast<double>(*value);
  }
  return std::nullopt;
}

const Value* Value::find(std::string_view name) const noexcept {
  const Object* object = as_object();
  if (object == nullptr) return nullptr;
  const auto member = std::ranges::find(*object, name, &Member::name);
  return member == object->end() ? nullptr : &member->value;
}

std::expected<Value, ParseError> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.max_bytes) {
    return std::unexpected(ParseError{limits.max_bytes, "the text is too long"});
  }
  bj::basic_parser<Builder> parser(options_for(limits));
  bj::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && used < text.size()) {
    return std::unexpected(ParseError{used, "there is more text after the value"});
  }
  if (ec) {
    ParseError error{find_position(text, limits), ec.message()};
    if (const auto& name = parser.handler().duplicate()) {
      error.reason = "the member \"" + *name + "\" appears twice";
    }
    return std::unexpected(std::move(error));
  }
  return parser.handler().take();
}

}  // namespace audmg::json
