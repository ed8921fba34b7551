// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/second_factor.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr std::string_view kPurpose = "second factor";

std::string methods_json(const identity::Factors& factors) {
  json::Writer json;
  json.begin_array();
  if (factors.totp) json.value("totp");
  if (!factors.recovery_hashes.empty()) json.value("recovery_code");
  if (!factors.passkeys.empty()) json.value("passkey");
  json.end_array();
  return std::move(json).take();
}

/// "<user id>.<credential version>.<end in seconds since the epoch>"
std::string token_payload(const database::User& user, TimePoint end) {
  return user.id.text() + '.' + std::to_string(user.credential_version) + '.' +
         std::to_string(std::chrono::floor<std::chrono::seconds>(end.time_since_epoch()).count());
}

std::string json_string(std::string_view text) {
  std::string json;
  json::append_string(json, text);
  return json;
}

}  // namespace

http::Problem second_factor_required(const database::User& user, const identity::Factors& factors,
                                     const AccountServices& services) {
  const std::string payload = token_payload(user, services.clock.now() + kSecondFactorTime);
  return {.status = 401,
          .code = "mfa_required",
          .message = "The password is right. Now send a second factor to POST /login/mfa.",
          .members = {{"mfaToken", json_string(services.signer.seal(kPurpose, payload))},
                      {"methods", methods_json(factors)}}};
}

std::optional<HalfLogin> read_mfa_token(std::string_view text, const AccountServices& services) {
  const auto payload = services.signer.open(kPurpose, text);
  if (!payload) return std::nullopt;
  const std::string_view all = *payload;
  const std::size_t first = all.find('.');
  const std::size_t second = all.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  auto user = UserId::parse(all.substr(0, first));
  const auto version = parse_whole<std::int64_t>(all.substr(first + 1, second - first - 1), 1);
  const auto end = parse_whole<std::int64_t>(all.substr(second + 1), 1);
  if (!user || !version || !end) return std::nullopt;
  if (services.clock.now() >= TimePoint(std::chrono::seconds(*end))) return std::nullopt;
  return HalfLogin{.user = *std::move(user), .credential_version = *version};
}

}  // namespace audmg::functions
