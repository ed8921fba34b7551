// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/json/flat_document.hpp"
#include "audmg/lib/json/plain_bytes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace audmg::json {
namespace {

/// Values of a usual document; more only cost time.
constexpr std::size_t kUsualEntries = 64;
/// So few that comparing all pairs is faster than sorting.
constexpr std::size_t kFewNames = 24;

std::optional<std::string_view> find_pair(FlatValue object) {
  std::array<std::string_view, kFewNames> names;
  std::size_t count = 0;
  std::optional<std::string_view> twice;
  object.for_each([&](std::string_view name, FlatValue) {
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(names.begin(), end, name) != end) twice = name;
    names[count++] = name;
  });
  return twice;
}

/// Sorts, because comparing all pairs would let a small body cost seconds.
std::optional<std::string_view> find_sorted_pair(FlatValue object, std::size_t size) {
  std::vector<std::string_view> names;
  names.reserve(size);
  object.for_each([&](std::string_view name, FlatValue) { names.push_back(name); });
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  return twice == names.end() ? std::nullopt : std::optional(*twice);
}

/// Returns whether a number, for which no double is near enough, is at least 1. Precondition: the
/// text is one of JSON.
bool is_large(std::string_view text) {
  const auto exponent_at = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, exponent_at);
  const auto point = std::min(mantissa.find('.'), mantissa.size());
  const auto first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  auto magnitude = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (first < point) --magnitude;
  if (exponent_at == std::string_view::npos) return magnitude >= 0;
  std::string_view exponent = text.substr(exponent_at + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const auto value = parse_whole<std::int32_t>(exponent);
  return value ? magnitude + *value >= 0 : !exponent.starts_with('-');
}

/// Returns the nearest double; nothing when the number is too large for one. Precondition: the text
/// is a number of JSON.
std::optional<double> to_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc()) return std::isfinite(value) ? std::optional(value) : std::nullopt;
  if (is_large(text)) return std::nullopt;
  return text.starts_with('-') ? -0.0 : 0.0;
}

}  // namespace

/// Reads one document by recursive descent, no deeper than the limit.
class FlatDocument::Reader {
 public:
  Reader(std::string_view text, const Limits& limits)
      : begin_(text.data()),
        at_(begin_),
        end_(begin_ + text.size()),
        depth_left_(limits.max_depth) {
    document_.entries_.reserve(kUsualEntries);
  }

  std::expected<FlatDocument, ParseError> read() {
    skip_space();
    if (read_value({})) {
      skip_space();
      if (at_ == end_) return std::move(document_);
      refuse("there is more text after the value");
    }
    return std::unexpected(ParseError{static_cast<std::size_t>(at_ - begin_), std::move(reason_)});
  }

 private:
  // All readers begin at the first byte of what they read and end behind its last. They return
  // false after refuse(), which leaves the place where they stopped.
  bool refuse(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool read_value(std::string_view name) {
    if (at_ == end_) return refuse("the text ends where a value should be");
    switch (*at_) {
      case '{':
        return read_object(name);
      case '[':
        return read_array(name);
      case '"':
        return read_text(name);
      case 't':
        return read_word("true", name, true);
      case 'f':
        return read_word("false", name, false);
      case 'n':
        return read_word("null", name, nullptr);
      default:
        return read_number(name);
    }
  }

  bool read_object(std::string_view name) {
    const std::size_t place = document_.entries_.size();
    if (!enter(name, FlatValue::Object{})) return false;
    std::uint64_t places = 0;
    // Whether each name is at a place of its own, so that no two can be the same.
    bool certainly_differ = true;
    std::uint32_t size = 0;
    if (!take('}')) {
      do {
        skip_space();
        if (at_ == end_ || *at_ != '"') return refuse("the name of a member is missing");
        std::string_view member;
        if (!read_string(member)) return false;
        const std::uint64_t name_place = FlatMembers::place_of(member);
        certainly_differ = certainly_differ && (places & name_place) == 0;
        places |= name_place;
        skip_space();
        if (!take(':')) return refuse("a colon is missing");
        skip_space();
        if (!read_value(member)) return false;
        ++size;
        skip_space();
      } while (take(','));
      if (!take('}')) return refuse("a comma or the end of an object is missing");
    }
    leave(place, size).content = FlatValue::Object{places};
    return certainly_differ || names_differ(place, size);
  }

  bool read_array(std::string_view name) {
    const std::size_t place = document_.entries_.size();
    if (!enter(name, FlatValue::Array{})) return false;
    std::uint32_t size = 0;
    if (!take(']')) {
      do {
        skip_space();
        if (!read_value({})) return false;
        ++size;
        skip_space();
      } while (take(','));
      if (!take(']')) return refuse("a comma or the end of an array is missing");
    }
    leave(place, size);
    return true;
  }

  template <class Group>
  bool enter(std::string_view name, Group group) {
    if (depth_left_ == 0) return refuse("it is nested too deeply");
    --depth_left_;
    ++at_;
    skip_space();
    return add(name, group);
  }

  FlatValue::Entry& leave(std::size_t place, std::uint32_t size) {
    ++depth_left_;
    FlatValue::Entry& entry = document_.entries_[place];
    entry.size = size;
    entry.extent = static_cast<std::uint32_t>(document_.entries_.size() - place);
    return entry;
  }

  bool names_differ(std::size_t place, std::size_t size) {
    const FlatValue object(&document_.entries_[place]);
    const auto twice = size <= kFewNames ? find_pair(object) : find_sorted_pair(object, size);
    return !twice || refuse("the member \"" + std::string(*twice) + "\" appears twice");
  }

  template <class T>
  bool add(std::string_view name, T content) {
    document_.entries_.push_back({.name = name, .content = content});
    return true;
  }

  template <class T>
  bool read_word(std::string_view word, std::string_view name, T content) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (!std::string_view(at_, left).starts_with(word)) return refuse("this is not a value");
    at_ += word.size();
    return add(name, content);
  }

  bool read_number(std::string_view name) {
    const char* const start = at_;
    const bool negative = take('-');
    const char* const digits = at_;
    std::uint64_t magnitude = 0;
    bool fits = true;
    for (; at_ != end_ && is_digit(*at_); ++at_) {
      fits = fits && !__builtin_mul_overflow(magnitude, 10U, &magnitude) &&
             !__builtin_add_overflow(magnitude, static_cast<unsigned>(*at_ - '0'), &magnitude);
    }
    if (at_ == digits) return refuse("this is not a value");
    if (*digits == '0' && at_ - digits > 1) {
      at_ = digits + 1;
      return refuse("a number begins with a zero");
    }
    const bool is_whole = at_ == end_ || (*at_ != '.' && *at_ != 'e' && *at_ != 'E');
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (is_whole && fits) {
      if (!negative && magnitude > kMost) return add(name, magnitude);
      // Two's complement: 2^63 has no positive counterpart.
      if (magnitude <= kMost + (negative ? 1 : 0)) {
        return add(name, static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
      }
    }
    if (take('.') && !skip_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!skip_digits()) return false;
    }
    const auto value = to_double({start, static_cast<std::size_t>(at_ - start)});
    if (!value) return refuse("a number is too large");
    return add(name, *value);
  }

  bool skip_digits() {
    if (at_ == end_ || !is_digit(*at_)) return refuse("a digit is missing");
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return true;
  }

  bool read_text(std::string_view name) {
    std::string_view text;
    return read_string(text) && add(name, text);
  }

  bool read_string(std::string_view& text) {
    const char* const start = ++at_;
    skip_plain();
    if (at_ == end_ || *at_ != '"') return read_odd_string(start, text);
    text = {start, static_cast<std::size_t>(at_ - start)};
    ++at_;
    return true;
  }

  /// Reads a string that has escapes or characters outside ASCII; those before at_ are plain.
  bool read_odd_string(const char* const start, std::string_view& text) {
    std::string decoded;
    const char* run = start;  // what is not yet in `decoded`
    const auto end_run = [&] { decoded.append(run, static_cast<std::size_t>(at_ - run)); };
    for (;; skip_plain()) {
      if (at_ == end_) {
        wipe(decoded);
        return refuse("a string has no end");
      }
      if (*at_ == '"') break;
      if (*at_ == '\\') {
        end_run();
        if (!read_escape(decoded)) {
          wipe(decoded);
          return false;
        }
        run = at_;
      } else if (!skip_sequence()) {
        wipe(decoded);
        return false;
      }
    }
    if (run == start) {
      text = {start, static_cast<std::size_t>(at_ - start)};
    } else {
      end_run();
      text = document_.unescaped_.emplace_front(std::move(decoded));
      // A short text has been copied.
      wipe(decoded);
    }
    ++at_;
    return true;
  }

  void skip_plain() {
    while (static_cast<std::size_t>(end_ - at_) >= kWordBytes) {
      const std::size_t plain = plain_prefix(at_);
      at_ += plain;
      if (plain < kWordBytes) return;
    }
    while (at_ != end_ && kPlain[static_cast<unsigned char>(*at_)]) ++at_;
  }

  /// Skips one character outside ASCII.
  bool skip_sequence() {
    if (static_cast<unsigned char>(*at_) < 0x20) return refuse("a string has a control character");
    const auto sequence = first_utf8_sequence({at_, static_cast<std::size_t>(end_ - at_)});
    if (!sequence.valid) return refuse("a string is not UTF-8");
    at_ += sequence.length;
    return true;
  }

  bool read_escape(std::string& decoded) {
    constexpr std::string_view kEscapes = R"("\/bfnrt)";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    if (take('u')) return read_code_point(decoded);
    const auto escape = at_ == end_ ? std::string_view::npos : kEscapes.find(*at_);
    if (escape == std::string_view::npos) return refuse("there is no such escape");
    decoded.push_back(kMeanings[escape]);
    ++at_;
    return true;
  }

  /// Reads what follows "\u": a code unit of UTF-16, or a pair of surrogates.
  bool read_code_point(std::string& decoded) {
    std::uint32_t code_point = 0;
    if (!read_code_unit(code_point)) return false;
    if (code_point >= 0xdc00 && code_point < 0xe000) return refuse("a surrogate stands alone");
    if (code_point >= 0xd800 && code_point < 0xdc00) {
      std::uint32_t low = 0;
      if (!take('\\') || !take('u')) return refuse("a surrogate stands alone");
      if (!read_code_unit(low)) return false;
      if (low < 0xdc00 || low >= 0xe000) return refuse("a surrogate stands alone");
      code_point = 0x1'0000 + ((code_point - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(decoded, code_point);
    return true;
  }

  bool read_code_unit(std::uint32_t& unit) {
    constexpr int kDigits = 4;
    for (int i = 0; i < kDigits; ++i, ++at_) {
      const int value = at_ == end_ ? -1 : hex_value(*at_);
      if (value < 0) return refuse("a hexadecimal digit is missing");
      unit = unit * 16 + static_cast<std::uint32_t>(value);
    }
    return true;
  }

  void skip_space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  const char* const begin_;
  const char* at_;
  const char* const end_;
  std::size_t depth_left_;
  FlatDocument document_;
  std::string reason_;
};

std::expected<FlatDocument, ParseError> FlatDocument::read(std::string_view text,
                                                           const Limits& limits) {
  if (text.size() > limits.max_bytes) {
    return std::unexpected(ParseError{limits.max_bytes, "the text is too long"});
  }
  return Reader(text, limits).read();
}

}  // namespace audmg::json
