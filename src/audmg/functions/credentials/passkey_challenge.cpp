// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/passkey_challenge.hpp"

#include "audmg/core/number.hpp"
#include "audmg/identity/random_secret.hpp"
#include "audmg/identity/signer.hpp"

#include <cstdint>

namespace audmg::functions {
namespace {

std::string purpose_text(ChallengePurpose purpose, std::string_view holder) {
  std::string text =
      purpose == ChallengePurpose::registration ? "passkey registration " : "passkey login ";
  return text.append(holder);
}

}  // namespace

std::string make_challenge(ChallengePurpose purpose, std::string_view holder,
                           const AccountServices& services) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(services.clock.now());
  const std::string payload =
      std::to_string(now.time_since_epoch().count()) + '.' + identity::make_random_secret();
  return services.signer.seal(purpose_text(purpose, holder), payload);
}

std::optional<TimePoint> challenge_time(ChallengePurpose purpose, std::string_view holder,
                                        std::string_view challenge,
                                        const AccountServices& services) {
  const auto payload = services.signer.open(purpose_text(purpose, holder), challenge);
  if (!payload) return std::nullopt;
  std::string_view rest = *payload;
  const auto milliseconds = take_number<std::int64_t>(rest);
  if (!milliseconds) return std::nullopt;
  const TimePoint made_at{std::chrono::milliseconds(*milliseconds)};
  if (services.clock.now() - made_at >= kChallengeLifetime) return std::nullopt;
  return made_at;
}

}  // namespace audmg::functions
