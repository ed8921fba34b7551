// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/rights.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <variant>

namespace audmg::functions {

/// One message of a queue, as a function sees it.
struct Job {
  std::string_view body;
  /// How often it was received, this time included.
  std::uint32_t receive_count = 1;
  /// Requested when the lease is lost or the runtime ends: to go on would be in vain.
  std::stop_token stop{};
};

/// A function of the background plane. A value: the message is done with, whatever came of it. An
/// error: the message comes again later, and in the end goes to the dead-letter queue. So every
/// handler may see the same message more than once. May block.
using JobHandler = Result<void> (*)(const Job&, const Services&);
/// One that works with decoders.
using RenderingJobHandler = Result<void> (*)(const Job&, const RenderingServices&);

/// One row of the table of queues: which function takes the messages of which queue.
struct JobRoute {
  /// Function name: file, metric label, Lambda handler.
  std::string_view function;
  std::string_view queue;
  /// The groups of services it may touch.
  Rights rights{};
  std::variant<JobHandler, RenderingJobHandler> handler;
  /// True where what is_shortage() never is the message's fault: it comes again however long the
  /// shortage lasts. False where it may be the fault of the recipient.
  bool waits_out_shortages = false;
};

/// A function of the background plane with everything it works with.
using JobCall = std::function<Result<void>(const Job&)>;

/// Binds the row's function to what it may touch of `services` and, where it needs decoders, to
/// `media`, which must outlive the result. Nothing: it needs decoders, and `media` is null.
[[nodiscard]] std::optional<JobCall> bind_job(const JobRoute& route, const Services& services,
                                              const MediaServices* media);

/// Returns whether the error tells that something was lacking: memory, threads, descriptors, room,
/// a store that replies in time. It says nothing about what was asked for.
[[nodiscard]] bool is_shortage(const Error& error) noexcept;

inline constexpr std::string_view kMediaQueue = "media";
inline constexpr std::string_view kEventsQueue = "events";

[[nodiscard]] std::span<const JobRoute> job_routes() noexcept;

// The functions themselves, each in the file of its name.

/// Makes facts and renditions of the file that a message names, or whose original the object store
/// reports as written.
[[nodiscard]] Result<void> media(const Job& job, const RenderingServices& services);
/// Tells one subscriber of one event (events/deliver_event.cpp).
[[nodiscard]] Result<void> deliver_event(const Job& job, const NotificationServices& services);

}  // namespace audmg::functions
