// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/code_check.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/recovery_codes.hpp"
#include "audmg/identity/secret_box.hpp"
#include "audmg/identity/totp.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// Uses a code up if it is right. Returns whether it was.
using TakeCode = std::function<Result<bool>(identity::Factors&)>;

/// Returns the time for which no code is looked at.
std::chrono::seconds refused_for(const identity::Factors& factors, TimePoint now) {
  // A clock that was set back must not keep the owner out.
  if (factors.failed_codes < kMaxFailedCodes || now < factors.failed_since) return {};
  const auto left = factors.failed_since + kCodesRefusedFor - now;
  return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds(0));
}

void note_failure(identity::Factors& factors, TimePoint now) {
  // After the clock was set back, too: guesses must be counted by the clock that is there.
  if (factors.failed_codes == 0 || now < factors.failed_since ||
      now - factors.failed_since >= kCodesRefusedFor) {
    factors.failed_codes = 0;
    factors.failed_since = now;
  }
  ++factors.failed_codes;
}

/// Refuses a wrong code with `wrong`. The failure is stored before the answer is given, so parallel
/// guesses count one by one.
Outcome<void> check_code(const UserId& user, const TakeCode& take, http::Problem wrong,
                         const AccountServices& services) {
  const TimePoint now = services.clock.now();
  bool right = false;
  std::chrono::seconds wait{};
  AUDMG_CHECK(change_factors(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        right = false;
        wait = refused_for(factors, now);
        if (wait.count() > 0) return false;
        AUDMG_TRY(right, take(factors));
        if (right) {
          factors.failed_codes = 0;
        } else {
          note_failure(factors, now);
        }
        return true;
      },
      services));
  if (wait.count() > 0) return refuse(rate_limited(wait));
  if (!right) return refuse(std::move(wrong));
  return {};
}

Result<std::string> open_secret(const UserId& user, const identity::Totp& totp,
                                const AccountServices& services) {
  auto secret = services.secret_box.open(totp_context(user), totp.sealed_secret);
  if (!secret) {
    return fail(ErrorCode::corrupt, "the secret of an authenticator app cannot be opened");
  }
  return *std::move(secret);
}

}  // namespace

std::string totp_context(const UserId& user) { return "totp " + user.text(); }

Result<std::optional<std::int64_t>> find_step(const UserId& user, const identity::Totp& totp,
                                              std::string_view code,
                                              const AccountServices& services) {
  AUDMG_TRY(const auto secret, open_secret(user, totp, services));
  return identity::find_totp_step(secret, code, services.clock.now(), totp.last_step);
}

Result<std::optional<std::chrono::seconds>> find_clock_error(const UserId& user,
                                                             const identity::Totp& pending,
                                                             std::string_view code,
                                                             const AccountServices& services) {
  AUDMG_TRY(const auto secret, open_secret(user, pending, services));
  return identity::find_clock_error(secret, code, services.clock.now());
}

Outcome<void> check_totp_code(const UserId& user, std::string_view code,
                              const AccountServices& services) {
  return check_code(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        if (!factors.totp) return false;
        AUDMG_TRY(const auto step, find_step(user, *factors.totp, code, services));
        if (!step) return false;
        factors.totp->last_step = *step;
        return true;
      },
      wrong_app_code(), services);
}

Outcome<void> check_recovery_code(const UserId& user, std::string_view code,
                                  const AccountServices& services) {
  std::size_t left = 0;
  AUDMG_CHECK(check_code(
      user,
      [&](identity::Factors& factors) -> Result<bool> {
        const bool found =
            std::erase(factors.recovery_hashes, identity::recovery_code_hash(code)) > 0;
        left = factors.recovery_hashes.size();
        return found;
      },
      wrong_factor(), services));
  queue_notice(
      {.kind = AccountMailKind::recovery_code_used, .user = user, .subject = std::to_string(left)},
      services);
  return {};
}

}  // namespace audmg::functions
