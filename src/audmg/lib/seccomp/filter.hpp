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

/// Treatment of one system call.
enum class Action {
  allow,
  refuse,  ///< fails with the rule's errno
  kill,    ///< ends the process with SIGSYS
};

/// A rule for calls of that name; skipped when the system does not know the name. With a `mask`, it
/// applies only to calls whose argument with index `argument` is `value` under the mask.
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
  /// Calls without a rule fail with `default_error`, or are allowed when it is 0. A program of
  /// another architecture is killed. Errors: unavailable when libseccomp cannot work here.
  [[nodiscard]] static Result<Filter> compile(const std::vector<Rule>& rules, int default_error);

  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// Puts the calling thread under the filter permanently, with everything that it starts. The
  /// thread must have no_new_privs. Errors: unavailable.
  [[nodiscard]] Result<void> install() const;

 private:
  Filter();
  std::vector<sock_filter> program_;
};

}  // namespace audmg::seccomp
