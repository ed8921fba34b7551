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
  /// Reads the key of access tokens and of the cursors of lists.
  bool tokens = true;
  /// Reads the secret for posting to a webhook.
  bool webhook = true;
};

struct AwsSecrets {
  /// A stand-in whose signatures nobody else accepts, if the process does not need it.
  std::string jwt;
  /// "" if the process does not need it or there is no webhook.
  std::string webhook;
};

/// Takes the secrets from the settings, else from the Parameter Store. Errors: those of
/// read_parameter(). Throws ConfigError when a secret is too short.
[[nodiscard]] Result<AwsSecrets> load_aws_secrets(const config::Settings& settings,
                                                  AwsAccess& access, const AwsSecretUse& use);

}  // namespace audmg::app
