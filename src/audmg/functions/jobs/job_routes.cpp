// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/probe_message.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/notification/subscribers.hpp"

#include <array>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::array kJobRoutes = {
    JobRoute{.function = "media",
             .queue = kMediaQueue,
             .rights = rights_in<RenderingServices>(),
             .handler = media,
             .waits_out_shortages = true},
    JobRoute{.function = "notifier",
             .queue = kEventsQueue,
             .rights = rights_in<NotificationServices>(),
             .handler = +[](const Job& job,
                            const Services& services) { return deliver_event(job, services); }},
    JobRoute{.function = "mailer",
             .queue = kMailQueue,
             .rights = rights_in<MailServices>(),
             .handler = +[](const Job& job,
                            const Services& services) { return send_account_mail(job, services); }},
};

/// Is done with messages that ask for nothing.
template <class Function, class Granted>
JobCall call_of(Function function, Granted services) {
  return [function, services = std::move(services)](const Job& job) -> Result<void> {
    if (is_probe_message(job.body)) return {};
    return function(job, services);
  };
}

}  // namespace

bool is_shortage(const Error& error) noexcept {
  using enum ErrorCode;
  return error.code == unavailable || error.code == out_of_space ||
         error.code == deadline_exceeded || error.code == unknown_outcome;
}

bool has_recipients(const JobRoute& route, const NotificationServices& services) noexcept {
  if (route.queue == kMailQueue) return services.policies.has_mailer;
  return route.queue != kEventsQueue || !services.subscribers.empty();
}

std::optional<JobCall> bind_job(const JobRoute& route, const Services& services,
                                const MediaServices* media) {
  if (const auto* handler = std::get_if<JobHandler>(&route.handler)) {
    return call_of(*handler, services);
  }
  if (media == nullptr) return std::nullopt;
  return call_of(std::get<RenderingJobHandler>(route.handler),
                 RenderingServices{services, services, services, services, Rendering{*media}});
}

std::span<const JobRoute> job_routes() noexcept { return kJobRoutes; }

}  // namespace audmg::functions
