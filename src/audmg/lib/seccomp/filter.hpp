// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sock_filter;

namespace audmg::seccomp {

/// What happens to one system call.
enum class Action {
  allow,
  refuse,  ///< fails with the rule's errno
  kill,    ///< ends the process by SIGSYS
};

/// A rule for calls of that name; one that the system does not know is skipped. With a `mask`, for
/// calls only whose argument of that index is `value` under the mask.
struct Rule {
  std::string_view call;
  Action action = Action::allow;
  int error_number = 0;
  unsigned argument = 0;
  std::uint64_t mask = 0;
  std::uint64_t value = 0;
};

/// A compiled filter. Compiling takes a millisecond, installing some microseconds.
class Filter {
 public:
  /// Calls without a rule fail with `default_error`; 0: they are allowed. A program of another
  /// architecture is killed. Errors: unavailable, when libseccomp cannot work here.
  [[nodiscard]] static Result<Filter> compile(const std::vector<Rule>& rules, int default_error);

  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// Puts the calling thread under the filter, for good, with all that it starts. The thread must
  /// have no_new_privs. Errors: unavailable.
  [[nodiscard]] Result<void> install() const;

 private:
  Filter();
  std::vector<sock_filter> program_;
};

}  // namespace audmg::seccomp
