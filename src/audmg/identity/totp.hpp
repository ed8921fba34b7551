// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

// Time-based one-time passwords (RFC 6238): HMAC-SHA-1, 6 digits, steps of 30 seconds, as every
// authenticator app has them.

/// Returns a fresh secret of 160 bits (RFC 4226 section 4), as bytes.
[[nodiscard]] std::string make_totp_secret();

/// Returns the text in base32 without padding (RFC 4648 section 6), as apps take a secret.
[[nodiscard]] std::string to_base32(std::string_view bytes);

/// Returns the 6 digits of a step.
[[nodiscard]] std::string totp_code(std::string_view secret, std::int64_t step);

/// Returns the step of the time: seconds since the epoch divided by 30.
[[nodiscard]] std::int64_t totp_step(TimePoint now) noexcept;

/// Returns the step to which the code belongs: the present one, the one before or the one after,
/// but only one later than `last_used`, so that no code works twice. Blanks in the code are
/// ignored. Takes the same time for every code of 6 digits.
[[nodiscard]] std::optional<std::int64_t> find_totp_step(std::string_view secret,
                                                         std::string_view code, TimePoint now,
                                                         std::int64_t last_used);

/// Returns how far the clock that made the code is ahead of `now`, or behind it (negative), to 30
/// seconds; nothing for a code of no time within two hours of `now`. To be asked only about a
/// secret that the caller was just shown: anybody else would learn a code that is right at another
/// time.
[[nodiscard]] std::optional<std::chrono::seconds> find_clock_error(std::string_view secret,
                                                                   std::string_view code,
                                                                   TimePoint now);

/// Returns the otpauth: address that a QR code holds: "otpauth://totp/Audmg:ada?secret=...".
[[nodiscard]] std::string otpauth_url(std::string_view secret, std::string_view username);

}  // namespace audmg::identity
