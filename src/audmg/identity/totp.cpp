// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/totp.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/lib/openssl/hmac_sha1.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace audmg::identity {
namespace {

constexpr std::size_t kTotpSecretBytes = 20;
constexpr std::size_t kTotpDigits = 6;
constexpr std::uint32_t kTotpCodes = 1'000'000;
constexpr std::chrono::seconds kTotpStep{30};
constexpr std::chrono::hours kMaxClockError{2};

/// Returns the digits of a code without its blanks; nothing for other text.
std::optional<std::string> digits_of(std::string_view code) {
  std::string digits;
  for (const char c : code) {
    if (c == ' ') continue;
    if (!is_digit(c) || digits.size() == kTotpDigits) return std::nullopt;
    digits += c;
  }
  if (digits.size() != kTotpDigits) return std::nullopt;
  return digits;
}

}  // namespace

std::string make_totp_secret() { return openssl::random_bytes(kTotpSecretBytes); }

std::string to_base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  text.reserve((bytes.size() * 8 + 4) / 5);
  unsigned pending = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[(pending >> (bits - 5)) & 31U];
  }
  if (bits > 0) text += kAlphabet[(pending << (5 - bits)) & 31U];
  return text;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * (7 - i)));
  }
  const auto digest = openssl::hmac_sha1(secret, {counter.data(), counter.size()});
  // Dynamic truncation (RFC 4226 section 5.3): the last four bits say where the number begins.
  const auto offset = std::to_integer<std::size_t>(digest.back() & std::byte{0x0f});
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = (number << 8U) | std::to_integer<std::uint32_t>(digest[offset + i]);
  }
  return fmt::format("{:06}", (number & 0x7fffffffU) % kTotpCodes);
}

std::int64_t totp_step(TimePoint now) noexcept {
  return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / kTotpStep;
}

std::optional<std::int64_t> find_totp_step(std::string_view secret, std::string_view code,
                                           TimePoint now, std::int64_t last_used) {
  const auto digits = digits_of(code);
  if (!digits) return std::nullopt;
  std::optional<std::int64_t> found;
  const std::int64_t present = totp_step(now);
  for (std::int64_t step = present - 1; step <= present + 1; ++step) {
    const bool matches = openssl::constant_time_equal(totp_code(secret, step), *digits);
    if (matches && step > last_used && !found) found = step;
  }
  return found;
}

std::optional<std::chrono::seconds> find_clock_error(std::string_view secret, std::string_view code,
                                                     TimePoint now) {
  const auto digits = digits_of(code);
  if (!digits) return std::nullopt;
  const std::int64_t present = totp_step(now);
  for (std::int64_t distance = 0; distance <= kMaxClockError / kTotpStep; ++distance) {
    for (const std::int64_t steps : {distance, -distance}) {
      if (totp_code(secret, present + steps) == *digits) return steps * kTotpStep;
    }
  }
  return std::nullopt;
}

std::string otpauth_url(std::string_view secret, std::string_view username) {
  // User names have only characters that need no escaping in a path (account_rules.hpp).
  return fmt::format("otpauth://totp/Audmg:{}?secret={}&issuer=Audmg", username, to_base32(secret));
}

}  // namespace audmg::identity
