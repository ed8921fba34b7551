// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"

namespace audmg::lambda {

/// Runs a Lambda function's process, for its main(): reads AWS_LAMBDA_RUNTIME_API and _HANDLER from
/// the environment, makes the deployment and runs the loop. Reports a failed start to the Runtime
/// API. Returns the exit code, which is never 0 because a runtime does not end by itself.
[[nodiscard]] int run_bootstrap(const MakeDeployment& make_deployment);

}  // namespace audmg::lambda
