// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/operations.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <memory>
#include <string_view>

namespace audmg::app {

/// What an operator may do with the data folder, and whatever must live as long as it is used.
class OperationsAccess {
 public:
  OperationsAccess() = default;
  OperationsAccess(const OperationsAccess&) = delete;
  OperationsAccess& operator=(const OperationsAccess&) = delete;
  virtual ~OperationsAccess() = default;
  [[nodiscard]] virtual Operations operations() noexcept = 0;
};

/// What to do when the data folder has no database yet.
enum class MissingFolder { create, refuse };

/// Opens the stores when nobody has the data folder, else connects to the server that has it; waits
/// a little for another short command. Errors: conflict (a process without a control socket has the
/// folder), not_found (MissingFolder::refuse), and those of the stores. Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<OperationsAccess>> open_operations(
    const config::Settings& settings, std::string_view command, MissingFolder missing);

}  // namespace audmg::app
