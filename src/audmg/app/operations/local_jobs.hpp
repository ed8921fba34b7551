// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/named_queue.hpp"
#include "audmg/app/operations/jobs.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <span>

namespace audmg::app {

/// Jobs in the queues of this process. What `queues` refers to, clock and logger must outlive it;
/// the span itself is copied.
[[nodiscard]] std::unique_ptr<Jobs> make_local_jobs(std::span<const NamedQueue> queues,
                                                    const Clock& clock, telemetry::Logger& logger);

}  // namespace audmg::app
