// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/core/result.hpp"

#include <string>

namespace audmg::app {

/// Returns the value of a SecureString of AWS Systems Manager's Parameter Store (GetParameter with
/// decryption). Errors: not_found (no such parameter), unavailable, internal (no permission); each
/// names the parameter.
[[nodiscard]] Result<std::string> read_parameter(AwsAccess& access, const std::string& name);

}  // namespace audmg::app
