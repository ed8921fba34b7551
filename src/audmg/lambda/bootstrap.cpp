// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/bootstrap.hpp"

#include "audmg/lambda/handlers.hpp"
#include "audmg/lambda/host_names.hpp"
#include "audmg/lambda/http_channel.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lambda/runtime_api.hpp"
#include "audmg/lambda/runtime_loop.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <expected>
#include <memory>
#include <string>
#include <utility>

namespace audmg::lambda {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

using Started = std::expected<std::unique_ptr<Deployment>, InvocationError>;

Started start(const std::string& handler, const MakeDeployment& make_deployment) {
  if (!is_handler(handler)) {
    return failed(kNoSuchHandler, fmt::format("_HANDLER is \"{}\", which names no function here",
                                              handler.substr(0, 100)));
  }
  try {
    auto deployment = make_deployment(handler);
    if (!deployment) return failed(kInitFailed, deployment.error().message);
    const std::string_view missing = missing_service(handler, **deployment);
    if (!missing.empty()) return failed(kInitFailed, fmt::format("{}: {}", handler, missing));
    return *std::move(deployment);
  } catch (const std::exception& exception) {
    // A ConfigError names the setting.
    return failed(kInitFailed, exception.what());
  }
}

}  // namespace

int run_bootstrap(const MakeDeployment& make_deployment) {
  const std::string authority = environment("AWS_LAMBDA_RUNTIME_API");
  if (authority.empty()) {
    fmt::print(stderr,
               "audmg: AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda or "
               "by its emulator\n");
    return kUsage;
  }
  look_up_host_names_without_modules();
  const auto channel = make_http_channel(authority, kMaxEventBytes);
  RuntimeApi api(*channel);
  const std::string handler = environment("_HANDLER");
  auto deployment = start(handler, make_deployment);
  if (!deployment) {
    fmt::print(stderr, "audmg: {}\n", deployment.error().message);
    if (const auto posted = api.post_init_error(deployment.error()); !posted) {
      fmt::print(stderr, "audmg: {}\n", posted.error().message);
    }
    return kFailed;
  }
  const auto function = make_function(handler, **deployment);
  run_loop(api, *function, **deployment);
  return kFailed;
}

}  // namespace audmg::lambda
