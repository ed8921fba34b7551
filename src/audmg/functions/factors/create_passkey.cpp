// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/credentials/passkey_answer.hpp"
#include "audmg/functions/credentials/passkey_challenge.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/credentials/relying_party.hpp"
#include "audmg/functions/factors/passkey_json.hpp"
#include "audmg/functions/factors/recovery_code_set.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/label.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

std::unexpected<Refusal> invalid_passkey() {
  return refuse({.status = 400,
                 .code = "invalid_passkey",
                 .message = "The authenticator's answer is not valid, or it came too late. Begin "
                            "again."});
}

/// Checks the answer to a challenge that the caller's session was given.
Outcome<identity::Passkey> check(const http::Principal& caller,
                                 const PasskeyRegistration& registration, std::string name,
                                 const AccountServices& services) {
  const auto party = relying_party(services);
  if (!party) return refuse(passkeys_unavailable());
  const auto challenge = identity::challenge_of(registration.answer.client_data_json);
  if (!challenge) return invalid_passkey();
  const auto challenged =
      challenge_time(ChallengePurpose::registration, caller.session.text(), *challenge, services);
  if (!challenged) return invalid_passkey();
  const auto key = identity::check_registration(registration.answer, *challenge, party->view());
  if (!key) {
    services.logger.log(telemetry::Level::info, "passkey_refused",
                        {{"userId", std::string_view(caller.user.text())},
                         {"reason", std::string_view(key.error().message)}});
    return invalid_passkey();
  }
  return identity::Passkey{.id = to_base64url(key->credential_id),
                           .name = std::move(name),
                           .rp_id = party->id,
                           .public_key = to_base64url(key->public_key),
                           .sign_count = key->sign_count,
                           .backup_eligible = key->backup_eligible,
                           .backed_up = key->backed_up,
                           .transports = registration.transports,
                           .created_at = services.clock.now(),
                           .last_challenge_at = *challenged};
}

enum class Added { yes, known, full };

struct Addition {
  Added outcome{};
  /// Set with the first factor of an account.
  std::vector<std::string> recovery_codes{};
};

Result<Addition> add(const UserId& user, const identity::Passkey& passkey,
                     const AccountServices& services) {
  Addition addition;
  AUDMG_CHECK(change_factors(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        addition = {.outcome = Added::yes};
        if (std::ranges::find(factors.passkeys, passkey.id, &identity::Passkey::id) !=
            factors.passkeys.end()) {
          addition.outcome = Added::known;
        } else if (factors.passkeys.size() >= identity::kMaxPasskeys) {
          addition.outcome = Added::full;
        }
        if (addition.outcome != Added::yes) return false;
        factors.passkeys.push_back(passkey);
        if (factors.recovery_hashes.empty()) {
          addition.recovery_codes = renew_recovery_codes(factors);
        }
        return true;
      },
      services));
  return addition;
}

}  // namespace

Response create_passkey(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const auto typed = fields.optional_string("name");
  std::string name = typed ? read_label("name", typed, fields) : "Passkey";
  const json::Value* value = fields.required_object("passkey");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const auto registration = read_registration(*value);
  if (!registration) return invalid_passkey();
  AUDMG_TRY(const identity::Passkey passkey,
            check(caller, *registration, std::move(name), services));
  AUDMG_TRY(const Addition addition, add(caller.user, passkey, services));
  if (addition.outcome == Added::known) {
    return refuse({.status = 409,
                   .code = "passkey_known",
                   .message = "Your account has this passkey already."});
  }
  if (addition.outcome == Added::full) {
    return refuse({.status = 409,
                   .code = "too_many_passkeys",
                   .message = "Your account has 20 passkeys. Remove one first."});
  }
  queue_notice(
      {.kind = AccountMailKind::factor_added, .user = caller.user, .subject = passkey.name},
      services);
  note_audit({.action = "passkey_added", .user = caller.user}, request, services);
  json::Writer json;
  json.begin_object();
  write_passkey(json, passkey, passkey.rp_id);
  if (!addition.recovery_codes.empty()) write_recovery_codes(json, addition.recovery_codes);
  json.end_object();
  return http::json_response(201, std::move(json).take());
}

}  // namespace audmg::functions
