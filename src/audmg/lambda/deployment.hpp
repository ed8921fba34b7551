// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_delivery.hpp"
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
  /// Origins whose pages may read the responses ("https://drive.example.com").
  std::vector<std::string> cors_origins;
  /// Known by it are calls that came through the drive's own distribution: see EdgeFields.
  std::string edge_mark{};
  /// Interval at which the checksums of every file are compared; zero disables it.
  std::chrono::seconds scrub_interval{std::chrono::days(30)};
};

/// A queue whose messages Lambda receives and brings.
struct JobQueue {
  queue::MessageQueue& messages;
  queue::MessageDelivery& delivery;
};

/// The adapters and services that a composition root provides. Made once per process.
class Deployment {
 public:
  Deployment() = default;
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;
  virtual ~Deployment() = default;

  [[nodiscard]] virtual const functions::Services& services() const noexcept = 0;
  /// Returns the services that make renditions; null when this program has no decoders.
  [[nodiscard]] virtual const functions::MediaServices* media() const noexcept { return nullptr; }
  [[nodiscard]] virtual telemetry::Metrics& metrics() noexcept = 0;
  [[nodiscard]] virtual const LambdaOptions& options() const noexcept = 0;
  /// Returns the queue of a job route. Precondition: there is one of that name.
  [[nodiscard]] virtual JobQueue job_queue(std::string_view name) noexcept = 0;
  /// From now on no call to a service of AWS is begun, or waited for, after `end`.
  virtual void end_calls_at(TimePoint end) noexcept = 0;
  /// Does the part of the sweep of every minute that functions::sweep_expired() does not: finishes
  /// work that dead processes began, and checks for dead messages. Errors: unavailable, internal;
  /// the next sweep continues.
  [[nodiscard]] virtual Result<void> recover_abandoned() = 0;
};

/// Makes the deployment for the handler of that name, which may need only some adapters. May throw
/// (ConfigError), which fails the start like an error.
using MakeDeployment = std::function<Result<std::unique_ptr<Deployment>>(std::string_view handler)>;

}  // namespace audmg::lambda
