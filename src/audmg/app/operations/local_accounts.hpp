// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"
#include "audmg/functions/services.hpp"

#include <memory>
#include <stop_token>

namespace audmg::app {

/// Accounts in the stores of this process. Each call shows at once in what the server of this
/// process lets through. `services` must outlive it. When `stop` asks, removing a user's objects
/// ends early; the sweep removes the rest.
[[nodiscard]] std::unique_ptr<Accounts> make_local_accounts(functions::Services& services,
                                                            std::stop_token stop = {});

}  // namespace audmg::app
