// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/attempt_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <string>
#include <vector>

namespace audmg::functions {

/// One attempt as several counters see it, which all processes of a drive share: it is counted
/// either by all of them or by none.
class CountedAttempts {
 public:
  struct Counter {
    database::AttemptLimit limit;
    std::string subject;
  };

  /// Refuses with 429, having counted nothing, when one of the counters is full. Errors: those of
  /// the repository.
  [[nodiscard]] static Outcome<CountedAttempts> take(std::vector<Counter> counters,
                                                     const AccountServices& services);

  /// Takes the attempt back, because it turned out not to count. A failure is only logged. A second
  /// call has no effect.
  void give_back();

 private:
  explicit CountedAttempts(const AccountServices& services) : services_(services) {}

  AccountServices services_;
  std::vector<Counter> taken_;
};

/// Counts a request against what one client address may do, unless the deployment limits nothing.
/// Refuses as take() does.
[[nodiscard]] Outcome<CountedAttempts> count_client(const database::AttemptLimit& limit,
                                                    const http::Request& request,
                                                    const AccountServices& services);

}  // namespace audmg::functions
