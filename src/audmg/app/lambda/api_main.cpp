// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// `bootstrap` of every Lambda function but media: which one it is, _HANDLER says.
#include "audmg/app/lambda/lambda_deployment.hpp"
#include "audmg/lambda/bootstrap.hpp"

#include <memory>
#include <string_view>

int main() {
  using namespace audmg;
  return lambda::run_bootstrap(
      [](std::string_view handler) -> Result<std::unique_ptr<lambda::Deployment>> {
        return app::LambdaDeployment::make(handler, app::lambda_settings());
      });
}
