// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

struct LambdaOptions {
  /// Origins whose pages may read the answers ("https://drive.example.com").
  std::vector<std::string> cors_origins;
  /// How often the checksums of every file are compared; zero: never.
  std::chrono::seconds scrub_interval{std::chrono::days(30)};
};

/// What a composition root brings: the adapters, and what stands on them. Made once for a process.
class Deployment {
 public:
  Deployment() = default;
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;
  virtual ~Deployment() = default;

  [[nodiscard]] virtual const functions::Services& services() const noexcept = 0;
  /// What renditions are made with; null: this program has no decoders.
  [[nodiscard]] virtual const functions::MediaServices* media() const noexcept { return nullptr; }
  [[nodiscard]] virtual telemetry::Metrics& metrics() noexcept = 0;
  [[nodiscard]] virtual const LambdaOptions& options() const noexcept = 0;
  /// The queue `media`.
  [[nodiscard]] virtual queue::MessageQueue& media_queue() noexcept = 0;
  /// What the sweep of every minute does beside functions::sweep_expired(): ends what processes
  /// that died have begun, and looks at dead messages. Errors: unavailable, internal; the next one
  /// goes on.
  [[nodiscard]] virtual Result<void> tidy() = 0;
};

/// Makes the deployment for the handler of that name, of which it may need only some adapters. May
/// throw (ConfigError): that fails the start as an error does.
using MakeDeployment = std::function<Result<std::unique_ptr<Deployment>>(std::string_view handler)>;

}  // namespace audmg::lambda
