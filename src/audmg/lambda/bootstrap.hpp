// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"

namespace audmg::lambda {

/// The whole life of a Lambda function's process, for its main(): reads AWS_LAMBDA_RUNTIME_API and
/// _HANDLER from the environment, makes the deployment and runs the loop. A start that fails is
/// told to the Runtime API. Returns the exit code, which is never 0: a runtime does not end by
/// itself.
[[nodiscard]] int run_bootstrap(const MakeDeployment& make_deployment);

}  // namespace audmg::lambda
