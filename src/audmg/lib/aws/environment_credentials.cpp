// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/credential_sources.hpp"

#include <utility>

namespace audmg::aws {
namespace {

class EnvironmentCredentials final : public CredentialsProvider {
 public:
  explicit EnvironmentCredentials(Environment environment) : environment_(std::move(environment)) {}

  Result<std::shared_ptr<const Credentials>> credentials() override {
    Credentials found{.access_key_id = environment_("AWS_ACCESS_KEY_ID"),
                      .secret_access_key = SecretText(environment_("AWS_SECRET_ACCESS_KEY")),
                      .session_token = environment_("AWS_SESSION_TOKEN"),
                      .expires_at = {}};
    if (found.access_key_id.empty() || found.secret_access_key.text().empty()) {
      return fail(ErrorCode::not_found, "no AWS credentials in the environment");
    }
    return std::make_shared<const Credentials>(std::move(found));
  }

 private:
  Environment environment_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> make_environment_credentials(Environment environment) {
  return std::make_unique<EnvironmentCredentials>(std::move(environment));
}

}  // namespace audmg::aws
