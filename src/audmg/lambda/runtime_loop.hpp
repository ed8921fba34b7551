// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"
#include "audmg/lambda/runtime_api.hpp"

namespace audmg::lambda {

/// Runtime 2: passes one event after another to the function for as long as the Runtime API
/// supplies them. Returns when the API is gone or broken, which it logs; the process should then
/// end.
///
/// Sets _X_AMZN_TRACE_ID for each event; the environment of the process keeps it until the next
/// one. No other thread may read the environment while the loop waits.
void run_loop(RuntimeApi& api, Function& function, Deployment& deployment);

}  // namespace audmg::lambda
