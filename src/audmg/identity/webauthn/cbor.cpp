// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/cbor.hpp"

#include "audmg/core/utf8.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace audmg::identity {
namespace {

// Major types (RFC 8949 section 3.1).
constexpr unsigned kCborUnsigned = 0;
constexpr unsigned kCborNegative = 1;
constexpr unsigned kCborBytes = 2;
constexpr unsigned kCborText = 3;
constexpr unsigned kCborArray = 4;
constexpr unsigned kCborMap = 5;
constexpr unsigned kCborSimple = 7;

constexpr unsigned kOneByteFollows = 24;
constexpr unsigned kEightBytesFollow = 27;

unsigned major_of(char first) { return static_cast<unsigned char>(first) >> 5U; }

/// false, true, null and undefined, and floating-point numbers of two, four and eight bytes. No
/// other simple value means anything.
bool is_known_simple(unsigned detail) {
  return (detail >= 20 && detail <= 23) || (detail >= 25 && detail <= kEightBytesFollow);
}

}  // namespace

std::optional<CborReader::Head> CborReader::read_head() noexcept {
  if (rest_.empty()) return std::nullopt;
  const unsigned detail = static_cast<unsigned char>(rest_.front()) & 31U;
  Head head{.major = major_of(rest_.front()), .detail = detail, .argument = detail};
  rest_.remove_prefix(1);
  if (detail < kOneByteFollows) return head;
  // Three are reserved, and one begins a value of indefinite length.
  if (detail > kEightBytesFollow) return std::nullopt;
  const std::size_t bytes = std::size_t{1} << (detail - kOneByteFollows);
  if (rest_.size() < bytes) return std::nullopt;
  head.argument = 0;
  for (const char byte : rest_.substr(0, bytes)) {
    head.argument = (head.argument << 8U) | static_cast<unsigned char>(byte);
  }
  rest_.remove_prefix(bytes);
  return head;
}

std::optional<std::int64_t> CborReader::read_integer() noexcept {
  const auto head = read_head();
  if (!head || head->argument > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return std::nullopt;
  }
  const auto number = static_cast<std::int64_t>(head->argument);
  if (head->major == kCborUnsigned) return number;
  if (head->major == kCborNegative) return -1 - number;
  return std::nullopt;
}

std::optional<std::string_view> CborReader::read_string(unsigned major) noexcept {
  const auto head = read_head();
  if (!head || head->major != major || head->argument > rest_.size()) return std::nullopt;
  const std::string_view content = rest_.substr(0, static_cast<std::size_t>(head->argument));
  rest_.remove_prefix(content.size());
  return content;
}

std::optional<std::string_view> CborReader::read_bytes() noexcept {
  return read_string(kCborBytes);
}

std::optional<std::string_view> CborReader::read_text() noexcept {
  const auto text = read_string(kCborText);
  if (!text || !count_code_points(*text)) return std::nullopt;
  return text;
}

std::optional<std::size_t> CborReader::read_map() noexcept {
  const auto head = read_head();
  if (!head || head->major != kCborMap || head->argument > kMaxElements) return std::nullopt;
  return static_cast<std::size_t>(head->argument);
}

bool CborReader::is_at_integer() const noexcept {
  return !rest_.empty() && major_of(rest_.front()) <= kCborNegative;
}

std::optional<std::string_view> CborReader::read_value() noexcept {
  const std::string_view before = rest_;
  if (!skip(0)) return std::nullopt;
  return before.substr(0, before.size() - rest_.size());
}

bool CborReader::skip(int depth) noexcept {
  if (depth > kMaxDepth || rest_.empty()) return false;
  const unsigned major = major_of(rest_.front());
  if (major == kCborBytes) return read_bytes().has_value();
  if (major == kCborText) return read_text().has_value();
  const auto head = read_head();
  if (!head) return false;
  if (major == kCborUnsigned || major == kCborNegative) return true;
  if (major == kCborSimple) return is_known_simple(head->detail);
  if (head->argument > kMaxElements) return false;
  if (major == kCborMap) return skip_map(head->argument, depth);
  if (major != kCborArray) return false;
  for (std::uint64_t i = 0; i < head->argument; ++i) {
    if (!skip(depth + 1)) return false;
  }
  return true;
}

bool CborReader::skip_map(std::uint64_t pairs, int depth) noexcept {
  std::array<std::string_view, kMaxElements> keys;
  auto end = keys.begin();
  for (std::uint64_t i = 0; i < pairs; ++i) {
    const std::string_view before = rest_;
    if (!skip(depth + 1)) return false;
    const std::string_view key = before.substr(0, before.size() - rest_.size());
    if (std::find(keys.begin(), end, key) != end) return false;
    *end++ = key;
    if (!skip(depth + 1)) return false;
  }
  return true;
}

}  // namespace audmg::identity
