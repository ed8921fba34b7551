// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/media_services.hpp"
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
  /// Number of times it was received, including this time.
  std::uint32_t receive_count = 1;
  /// Requested when the lease is lost or the runtime ends: further work would be wasted.
  std::stop_token stop{};
};

/// A function of the background plane. A value means that the message is finished, whatever the
/// outcome. After an error the message comes again later, and in the end goes to the dead-letter
/// queue. So every handler may see the same message more than once. May block.
using JobHandler = Result<void> (*)(const Job&, const Services&);
/// A function of the background plane that works with decoders.
using RenderingJobHandler = Result<void> (*)(const Job&, const RenderingServices&);

/// One row of the table of queues: the function that takes the messages of a queue.
struct JobRoute {
  /// Function name: file, metric label, Lambda handler.
  std::string_view function;
  std::string_view queue;
  /// The groups of services that the function may touch.
  Rights rights{};
  std::variant<JobHandler, RenderingJobHandler> handler;
  /// True if an error for which is_shortage() holds is never the message's fault: the message comes
  /// again however long the shortage lasts. False if the recipient may be at fault.
  bool waits_out_shortages = false;
};

/// A function of the background plane, bound to everything it works with.
using JobCall = std::function<Result<void>(const Job&)>;

/// Binds the row's function to the part of `services` that it may touch and, if it needs decoders,
/// to `media`, which must outlive the result. Messages of `audmg doctor` do not reach the function
/// (jobs/probe_message.hpp). Returns nothing if it needs decoders and `media` is
/// null.
[[nodiscard]] std::optional<JobCall> bind_job(const JobRoute& route, const Services& services,
                                              const MediaServices* media);

/// Returns whether the error reports a shortage: of memory, threads, descriptors or disk space, or
/// a store that does not reply in time. Such an error says nothing about the request itself.
[[nodiscard]] bool is_shortage(const Error& error) noexcept;

inline constexpr std::string_view kMediaQueue = "media";
inline constexpr std::string_view kEventsQueue = "events";
inline constexpr std::string_view kMailQueue = "mail";

[[nodiscard]] std::span<const JobRoute> job_routes() noexcept;

/// Returns false if the row's messages are for recipients that this deployment does not have:
/// subscribers, or users to be mailed.
[[nodiscard]] bool has_recipients(const JobRoute& route,
                                  const NotificationServices& services) noexcept;

// The functions themselves, each in the file of its name.

/// Makes the facts and renditions of the file that a message names, or whose original the object
/// store reports as written; or restores or empties a large trash.
[[nodiscard]] Result<void> media(const Job& job, const RenderingServices& services);
/// Delivers one event to one subscriber (events/deliver_event.cpp).
[[nodiscard]] Result<void> deliver_event(const Job& job, const NotificationServices& services);
/// Writes and sends one mail to a user (recovery/send_account_mail.cpp).
[[nodiscard]] Result<void> send_account_mail(const Job& job, const MailServices& services);

}  // namespace audmg::functions
