// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/counted_attempts.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/telemetry/logger.hpp"

#include <utility>

namespace audmg::functions {

Outcome<CountedAttempts> CountedAttempts::take(std::vector<Counter> counters,
                                               const AccountServices& services) {
  CountedAttempts attempts(services);
  for (Counter& counter : counters) {
    const auto wait = services.attempts.take(counter.limit, counter.subject, services.clock.now());
    if (wait && !*wait) {
      attempts.taken_.push_back(std::move(counter));
      continue;
    }
    attempts.give_back();
    if (!wait) return std::unexpected(wait.error());
    return refuse(rate_limited(**wait));
  }
  return attempts;
}

void CountedAttempts::give_back() {
  for (const Counter& one : std::exchange(taken_, {})) {
    const auto given = services_.attempts.give_back(one.limit, one.subject, services_.clock.now());
    if (given) continue;
    services_.logger.log(telemetry::Level::warning, "attempt_not_given_back",
                         {{"reason", std::string_view(given.error().message)}});
  }
}

Outcome<CountedAttempts> count_client(const database::AttemptLimit& limit,
                                      const http::Request& request,
                                      const AccountServices& services) {
  if (!services.policies.limits_guesses) return CountedAttempts::take({}, services);
  return CountedAttempts::take({{limit, client_subject(request.client_address)}}, services);
}

}  // namespace audmg::functions
