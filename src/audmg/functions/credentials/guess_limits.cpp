// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/guess_limits.hpp"

#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/policies.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr database::AttemptLimit kFromOneAddress{"login_account", 5, seconds(60)};
constexpr database::AttemptLimit kFromStrangers{"login_strangers", 20, hours(1)};
constexpr database::AttemptLimit kFromSession{"own_password", 5, seconds(60)};
/// A stolen session gets no more guesses than all strangers together.
constexpr database::AttemptLimit kFromSessionInAnHour{"own_password_hour", 20, hours(1)};

/// Counts nothing where guesses are not limited.
Outcome<CountedAttempts> count_if_limited(std::vector<CountedAttempts::Counter> counters,
                                          const AccountServices& services) {
  if (!services.policies.limits_guesses) counters.clear();
  return CountedAttempts::take(std::move(counters), services);
}

}  // namespace

Outcome<CountedAttempts> count_guess(const GuessedAccount& account, const http::Request& request,
                                     const AccountServices& services) {
  std::vector<CountedAttempts::Counter> counters{
      {kFromOneAddress, account.subject + '\n' + client_subject(request.client_address)}};
  if (!account.is_known_address) counters.push_back({kFromStrangers, account.subject});
  return count_if_limited(std::move(counters), services);
}

Outcome<CountedAttempts> count_own_guess(const http::Principal& caller,
                                         const AccountServices& services) {
  return count_if_limited(
      {{kFromSession, caller.session.text()}, {kFromSessionInAnHour, caller.session.text()}},
      services);
}

}  // namespace audmg::functions
