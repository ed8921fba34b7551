// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <string>

namespace audmg::app {

/// The secrets that this process needs; the others are not requested, and may be forbidden to it.
struct AwsSecretUse {
  /// For access tokens and the cursors of lists.
  bool tokens = true;
  /// For posting to a webhook.
  bool webhook = true;
};

struct AwsSecrets {
  /// Where it is not needed: a stand-in whose signatures nobody else accepts.
  std::string jwt;
  /// "" where it is not needed or there is no webhook.
  std::string webhook;
};

/// Takes the secrets from the settings, else from the Parameter Store. Errors: those of
/// read_parameter(). Throws ConfigError when a secret is too short.
[[nodiscard]] Result<AwsSecrets> load_aws_secrets(const config::Settings& settings,
                                                  AwsAccess& access, const AwsSecretUse& use);

}  // namespace audmg::app
