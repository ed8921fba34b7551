// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/passkey_answer.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/credentials/passkey_challenge.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/identity/factors.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxTransports = 8;
constexpr std::size_t kMaxTransportBytes = 32;

const std::string* text_of(const json::Value* object, std::string_view name) {
  const json::Value* value = object == nullptr ? nullptr : object->find(name);
  return value == nullptr ? nullptr : value->as_string();
}

std::optional<std::string> bytes_of_text(std::string_view base64url) {
  const auto bytes = from_base64url(base64url);
  if (!bytes) return std::nullopt;
  std::string text;
  for (const std::byte byte : *bytes) text += static_cast<char>(byte);
  return text;
}

std::optional<std::string> bytes_of(const json::Value* object, std::string_view name) {
  const std::string* text = text_of(object, name);
  return text == nullptr ? std::nullopt : bytes_of_text(*text);
}

bool is_public_key(const json::Value& value) {
  const std::string* type = text_of(&value, "type");
  return type != nullptr && *type == "public-key";
}

std::vector<std::string> transports_of(const json::Value& response) {
  std::vector<std::string> transports;
  const json::Value* list = response.find("transports");
  const json::Array* values = list == nullptr ? nullptr : list->as_array();
  if (values == nullptr) return transports;
  for (const json::Value& value : *values) {
    const std::string* word = value.as_string();
    if (word == nullptr || word->size() > kMaxTransportBytes) continue;
    if (transports.size() < kMaxTransports) transports.push_back(*word);
  }
  return transports;
}

/// Returns whether the passkey may answer a challenge of that time: one newer than the last.
bool use(identity::Passkey& passkey, const identity::CheckedAssertion& checked,
         TimePoint challenged, TimePoint now) {
  if (challenged <= passkey.last_challenge_at) return false;
  passkey.last_challenge_at = challenged;
  passkey.sign_count = checked.sign_count;
  passkey.backed_up = checked.backed_up;
  passkey.last_used_at = now;
  return true;
}

/// A counter that does not grow hints at a copied key; synchronised passkeys never count.
void warn_of_copy(const UserId& user, const identity::Passkey& passkey,
                  const identity::CheckedAssertion& checked, const AccountServices& services) {
  const bool counts = passkey.sign_count != 0 || checked.sign_count != 0;
  if (!counts || checked.sign_count > passkey.sign_count) return;
  services.logger.log(
      telemetry::Level::warning, "passkey_counter_went_back",
      {{"userId", std::string_view(user.text())}, {"passkeyId", std::string_view(passkey.id)}});
}

}  // namespace

std::optional<PasskeyRegistration> read_registration(const json::Value& value) {
  const json::Value* response = value.find("response");
  auto client_data = bytes_of(response, "clientDataJSON");
  auto attestation = bytes_of(response, "attestationObject");
  if (!is_public_key(value) || !client_data || !attestation) return std::nullopt;
  return PasskeyRegistration{.answer = {.client_data_json = *std::move(client_data),
                                        .attestation_object = *std::move(attestation)},
                             .transports = transports_of(*response)};
}

std::optional<PasskeyAssertion> read_assertion(const json::Value& value) {
  const json::Value* response = value.find("response");
  const std::string* id = text_of(&value, "id");
  auto client_data = bytes_of(response, "clientDataJSON");
  auto authenticator_data = bytes_of(response, "authenticatorData");
  auto signature = bytes_of(response, "signature");
  if (!is_public_key(value) || id == nullptr || !client_data || !authenticator_data || !signature) {
    return std::nullopt;
  }
  PasskeyAssertion assertion{.id = *id,
                             .answer = {.client_data_json = *std::move(client_data),
                                        .authenticator_data = *std::move(authenticator_data),
                                        .signature = *std::move(signature)}};
  if (const auto handle = bytes_of(response, "userHandle")) {
    assertion.user = UserId::parse(*handle).value_or(UserId{});
  }
  return assertion;
}

Outcome<void> check_passkey(const UserId& user, const PasskeyAssertion& assertion,
                            const AccountServices& services) {
  const auto party = relying_party(services);
  if (!party) return refuse(passkeys_unavailable());
  const auto challenge = identity::challenge_of(assertion.answer.client_data_json);
  if (!challenge) return refuse(wrong_factor());
  const auto challenged = challenge_time(ChallengePurpose::login, {}, *challenge, services);
  if (!challenged) return refuse(wrong_factor());
  bool right = false;
  AUDMG_CHECK(change_factors(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        right = false;
        const auto passkey =
            std::ranges::find(factors.passkeys, assertion.id, &identity::Passkey::id);
        if (passkey == factors.passkeys.end() || passkey->rp_id != party->id) return false;
        const auto key = bytes_of_text(passkey->public_key);
        if (!key) return fail(ErrorCode::corrupt, "a passkey without a key");
        const auto checked =
            identity::check_assertion(assertion.answer, *challenge, *key, party->view());
        if (!checked) {
          if (checked.error().code != ErrorCode::invalid_argument) {
            return std::unexpected(checked.error());
          }
          services.logger.log(telemetry::Level::info, "passkey_refused",
                              {{"userId", std::string_view(user.text())},
                               {"reason", std::string_view(checked.error().message)}});
          return false;
        }
        warn_of_copy(user, *passkey, *checked, services);
        right = use(*passkey, *checked, *challenged, services.clock.now());
        return right;
      },
      services));
  if (!right) return refuse(wrong_factor());
  return {};
}

}  // namespace audmg::functions
