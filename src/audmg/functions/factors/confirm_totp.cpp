// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/code_check.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/factors/recovery_code_set.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// A code of another time shows by how much the clocks differ. There is no harm in saying so: the
/// secret was shown to the caller and is not in use yet.
std::string why_code_is_wrong(std::optional<std::chrono::seconds> clock_error) {
  if (!clock_error) {
    return "The code is not right. Check the clock of your phone and send the next one.";
  }
  const auto minutes = std::abs(clock_error->count()) / 60;
  return fmt::format(
      "The clock of your phone is {} {} {} the one of this drive. Let both be set automatically, "
      "then send the next code.",
      minutes, minutes == 1 ? "minute" : "minutes",
      clock_error->count() > 0 ? "ahead of" : "behind");
}

}  // namespace

/// Begins to ask for codes of the app whose secret create_totp() showed, and shows the recovery
/// codes.
Response confirm_totp(const http::Principal& caller, const http::Request& request,
                      const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string code = fields.required_string("code");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  std::vector<std::string> codes;
  bool pending = false;
  std::optional<std::chrono::seconds> clock_error;
  AUDMG_CHECK(change_factors(
      caller.user,
      [&](identity::Factors& factors) -> Result<bool> {
        codes.clear();
        pending = factors.pending_totp.has_value();
        if (!pending) return false;
        AUDMG_TRY(const auto step, find_step(caller.user, *factors.pending_totp, code, services));
        if (!step) {
          AUDMG_TRY(clock_error,
                    find_clock_error(caller.user, *factors.pending_totp, code, services));
          return false;
        }
        factors.totp = std::exchange(factors.pending_totp, std::nullopt);
        factors.totp->last_step = *step;
        factors.totp->added_at = services.clock.now();
        codes = renew_recovery_codes(factors);
        return true;
      },
      services));
  if (!pending) {
    return refuse({.status = 409,
                   .code = "no_pending_totp",
                   .message = "Ask for a secret first: POST /mfa/totp."});
  }
  if (codes.empty()) {
    return refuse({.status = 400, .code = "wrong_code", .message = why_code_is_wrong(clock_error)});
  }
  queue_notice(
      {.kind = AccountMailKind::factor_added, .user = caller.user, .subject = "authenticator app"},
      services);
  note_audit({.action = "totp_added", .user = caller.user}, request, services);
  json::Writer json;
  json.begin_object();
  write_recovery_codes(json, codes);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
