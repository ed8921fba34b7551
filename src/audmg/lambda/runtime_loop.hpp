// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"
#include "audmg/lambda/runtime_api.hpp"

namespace audmg::lambda {

/// Runtime 2: gives the function one event after the other, for as long as the Runtime API has
/// some. Returns when the API is gone or out of order, of which it leaves a record; the process
/// should then end.
///
/// For each event it sets _X_AMZN_TRACE_ID, which the environment of the process keeps until the
/// next; no other thread may read the environment while the loop waits.
void run_loop(RuntimeApi& api, Function& function, Deployment& deployment);

}  // namespace audmg::lambda
