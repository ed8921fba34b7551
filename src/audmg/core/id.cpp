// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/id.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"

#include <sys/random.h>

#include <algorithm>
#include <mutex>

namespace audmg {
namespace {

constexpr std::size_t kUuidTextLength = kLeastUuid.size();
// Of the 48 bits of time in a UUIDv7, and the dash after the eighth.
constexpr std::size_t kTimeLength = 13;
constexpr std::uint64_t kCounterMask = (std::uint64_t{1} << 42) - 1;

bool is_dash_position(std::size_t i) noexcept { return i == 8 || i == 13 || i == 18 || i == 23; }

std::uint64_t random_bits() {
  std::uint64_t bits = 0;
  AUDMG_ASSERT(::getrandom(&bits, sizeof bits, 0) == static_cast<ssize_t>(sizeof bits));
  return bits;
}

/// RFC 9562 section 6.2, method 1: the bits after the time are a counter that starts at random
/// (top bit clear, so that it has room) in each millisecond; 42 bits of counter, 32 random bits.
struct Sequence {
  std::mutex mutex;
  std::uint64_t milliseconds = 0;
  std::uint64_t counter = 0;
};

std::pair<std::uint64_t, std::uint64_t> next_in_sequence(TimePoint now) {
  static Sequence sequence;
  const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  const std::scoped_lock lock(sequence.mutex);
  if (milliseconds > sequence.milliseconds) {
    sequence.milliseconds = milliseconds;
    sequence.counter = random_bits() & (kCounterMask >> 1);
  } else if (++sequence.counter > kCounterMask) {
    ++sequence.milliseconds;
    sequence.counter = random_bits() & (kCounterMask >> 1);
  }
  return {sequence.milliseconds, sequence.counter};
}

}  // namespace

bool is_uuid_text(std::string_view text) noexcept {
  if (text.size() != kUuidTextLength) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_position(i) ? text[i] != '-' : !is_lower_hex_digit(text[i])) return false;
  }
  return true;
}

std::string uuid_text(std::span<const std::byte, kUuidBytes> bytes) {
  std::string text(kUuidTextLength, '-');
  std::size_t at = 0;
  for (const std::byte b : bytes) {
    if (is_dash_position(at)) ++at;
    text[at++] = hex_digit(std::to_integer<unsigned>(b) >> 4U);
    text[at++] = hex_digit(std::to_integer<unsigned>(b));
  }
  return text;
}

std::optional<std::array<std::byte, kUuidBytes>> uuid_bytes(std::string_view text) noexcept {
  if (!is_uuid_text(text)) return std::nullopt;
  std::array<std::byte, kUuidBytes> bytes;
  std::size_t at = 0;
  for (std::byte& b : bytes) {
    if (is_dash_position(at)) ++at;
    b = static_cast<std::byte>(hex_value(text[at]) * 16 + hex_value(text[at + 1]));
    at += 2;
  }
  return bytes;
}

std::string make_uuid7(TimePoint now) {
  const auto [milliseconds, counter] = next_in_sequence(now);
  const std::uint64_t tail = random_bits() & 0xffffffffU;
  const std::uint64_t high = (milliseconds << 16) | 0x7000U | (counter >> 30);
  const std::uint64_t low =
      (std::uint64_t{2} << 62) | ((counter & ((std::uint64_t{1} << 30) - 1)) << 32) | tail;

  std::string text;
  text.reserve(kUuidTextLength);
  for (int nibble = 0; nibble < 32; ++nibble) {
    if (is_dash_position(text.size())) text.push_back('-');
    const std::uint64_t half = nibble < 16 ? high : low;
    text.push_back(hex_digit(static_cast<unsigned>(half >> (60 - 4 * (nibble % 16)))));
  }
  return text;
}

TimePoint uuid7_time(std::string_view text) noexcept {
  std::int64_t count = 0;
  for (const char c : text.substr(0, kTimeLength)) {
    if (c != '-') count = count * 16 + hex_value(c);
  }
  return TimePoint(std::chrono::milliseconds(count));
}

std::string with_uuid7_time(std::string text, TimePoint time) {
  auto rest =
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.time_since_epoch().count()));
  for (std::size_t at = kTimeLength; at-- > 0;) {
    if (is_dash_position(at)) continue;
    text[at] = hex_digit(static_cast<unsigned>(rest));
    rest >>= 4U;
  }
  return text;
}

}  // namespace audmg
