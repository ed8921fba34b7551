// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/aws_access.hpp"

#include "audmg/config/config_error.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/lib/aws/credential_chain.hpp"

#include <cstdlib>
#include <utility>

namespace audmg::app {
namespace {

std::string environment(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value != nullptr ? value : "";
}

std::string require_region(std::string region) {
  if (aws::is_region(region)) return region;
  throw config::ConfigError("AWS_REGION: write a region's name as eu-central-1.");
}

}  // namespace

AwsAccess::AwsAccess(std::string region)
    : region_(require_region(std::move(region))),
      // Credentials of containers and instances come by plain HTTP, and so do local engines.
      connections_({.plain_allowed = true, .peers = {.ca_file = environment("AWS_CA_BUNDLE")}}),
      credentials_(aws::make_default_credentials(environment, config::read_small_file, connections_,
                                                 clock_)) {}

AwsAccess::~AwsAccess() = default;

aws::Endpoint AwsAccess::endpoint(std::string_view id, std::string_view host_prefix) const {
  auto endpoint = aws::resolve_endpoint(id, host_prefix, region_, environment);
  if (!endpoint) throw config::ConfigError(endpoint.error().message + ".");
  return *std::move(endpoint);
}

}  // namespace audmg::app
