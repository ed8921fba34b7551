// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"

#include <stop_token>

namespace audmg::lambda {

/// Clears away what interrupted requests left, when a schedule says so: {"sweep":"due"} for what
/// the records know to be over, every minute; {"sweep":"objects"} for what only a look at every
/// file and every object finds, once a day. And looks once a day whether files are still what they
/// were: {"sweep":"scrub"}. Ends before its time is over, and says so: the next sweep of objects
/// begins at the first one again; the next scrub does too, but what was verified is not due any
/// more.
class SweepFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  explicit SweepFunction(Deployment& deployment) : deployment_(deployment) {}

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  [[nodiscard]] Result<void> sweep_due();
  /// Whether it came to the end.
  [[nodiscard]] Result<bool> restart_stuck_files(const std::stop_token& stop);
  /// Whether it came to the end.
  [[nodiscard]] Result<bool> sweep_all_objects(const std::stop_token& stop);
  /// Whether it came to the end, or another process is at it.
  [[nodiscard]] Result<bool> scrub(const std::stop_token& stop, TimePoint deadline);
  [[nodiscard]] Result<bool> scrub_files(const std::stop_token& stop);

  Deployment& deployment_;
};

}  // namespace audmg::lambda
