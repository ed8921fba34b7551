// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <string_view>

namespace audmg::app {

/// One row of the table of operations: something that an operator can ask for by name. The types
/// are those of its argument and result, the names give their spelling in JSON when a running
/// server is asked, and `run` carries out the operation, in this process or in that server.
template <class Argument, class Answer>
struct Operation {
  std::string_view name;
  /// The JSON member that holds the argument or the answer; "" for a struct whose own members are
  /// listed instead.
  std::string_view argument_member{};
  std::string_view answer_member{};
  std::function<Result<Answer>(const Argument&)> run{};

  [[nodiscard]] Result<Answer> operator()(const Argument& argument) const { return run(argument); }
};

}  // namespace audmg::app
