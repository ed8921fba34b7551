// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/aws_secrets.hpp"

#include "audmg/app/composition/parameter_store.hpp"
#include "audmg/app/data_folder/secrets.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <string_view>

namespace audmg::app {
namespace {

Result<std::string> choose(const std::string& set, const std::string& parameter,
                           AwsAccess& access) {
  if (!set.empty() || parameter.empty()) return set;
  return read_parameter(access, parameter);
}

}  // namespace

Result<AwsSecrets> load_aws_secrets(const config::Settings& settings, AwsAccess& access,
                                    const AwsSecretUse& use) {
  AwsSecrets secrets;
  if (use.tokens) {
    AUDMG_TRY(secrets.jwt, choose(settings.jwt_secret, settings.jwt_secret_parameter, access));
    if (secrets.jwt.size() < kMinSecretBytes) {
      throw config::ConfigError(
          "JWT_SECRET, AUDMG_JWT_SECRET_PARAMETER: a secret needs at least 32 bytes. `openssl rand "
          "-base64 32` makes a good one.");
    }
  } else {
    secrets.jwt = openssl::random_text(kMinSecretBytes);
  }
  if (use.webhook && !settings.webhook_url.empty()) {
    AUDMG_TRY(secrets.webhook,
              choose(settings.webhook_secret, settings.webhook_secret_parameter, access));
  }
  return secrets;
}

}  // namespace audmg::app
