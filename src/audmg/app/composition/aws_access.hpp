// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/timed_transport.hpp"
#include "audmg/app/composition/traced_transport.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/lib/aws/credentials.hpp"
#include "audmg/lib/aws/endpoint.hpp"
#include "audmg/lib/aws/http_transport.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace audmg::app {

/// The state that all AWS adapters of a process share: endpoints, connections and credentials, from
/// the variables that AWS's own tools read (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_PROFILE, ...).
/// Sends nothing before the first call. Thread-safe.
class AwsAccess {
 public:
  /// Throws ConfigError when `region` is not the name of a region.
  explicit AwsAccess(std::string region);
  AwsAccess(const AwsAccess&) = delete;
  AwsAccess& operator=(const AwsAccess&) = delete;
  ~AwsAccess();

  [[nodiscard]] const std::string& region() const noexcept { return region_; }
  [[nodiscard]] aws::HttpTransport& transport() noexcept { return transport_; }
  /// From now on no request is begun, or its answer waited for, after `end`. See TimedTransport.
  void end_calls_at(TimePoint end) noexcept { timed_.end_at(end); }
  [[nodiscard]] aws::CredentialsProvider& credentials() noexcept { return *credentials_; }
  [[nodiscard]] const Clock& clock() const noexcept { return clock_; }
  /// Resolves as aws::resolve_endpoint() does. Throws ConfigError naming the variable.
  [[nodiscard]] aws::Endpoint endpoint(std::string_view id, std::string_view host_prefix) const;

 private:
  const SystemClock clock_;
  const std::string region_;
  aws::CurlTransport connections_;
  TimedTransport timed_{connections_, clock_};
  TracedTransport transport_{timed_};
  const std::unique_ptr<aws::CredentialsProvider> credentials_;
};

}  // namespace audmg::app
