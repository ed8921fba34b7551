// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/call_record.hpp"

#include "audmg/core/id.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string_view>

namespace audmg::dispatch {
namespace {

constexpr int kForbidden = 403;
constexpr int kNotFound = 404;

/// To the microsecond: more digits say nothing, and take time to find.
double milliseconds_of(std::chrono::nanoseconds duration) {
  constexpr double kMicrosecondsInOne = 1000;
  return static_cast<double>(std::chrono::round<std::chrono::microseconds>(duration).count()) /
         kMicrosecondsInOne;
}

/// Logs what a known user was refused. An id of somebody else's is one that is not there, for the
/// log as for the user: rows are kept by owner, so nobody knows whose it is.
void record_refusal(const Call& call, int status, std::string_view user,
                    telemetry::Logger& logger) noexcept {
  const http::Request& request = call.request;
  std::string_view id = request.path_parameters.find("id").value_or("");
  if (!is_uuid_text(id)) id = {};
  if (status != kForbidden && (status != kNotFound || id.empty())) return;
  logger.log(telemetry::Level::info, "access_refused",
             {{"requestId", std::string_view(request.request_id)},
              {"function", call.function},
              {"status", std::int64_t{status}},
              {"id", id},
              {"userId", user},
              {"clientAddress", std::string_view(request.client_address)}});
}

}  // namespace

void record_call(const Call& call, const CallEnd& end, telemetry::Logger& logger,
                 telemetry::Metrics& metrics) noexcept {
  using telemetry::Level;
  const http::Request& request = call.request;
  const bool failed = end.status >= 500;
  std::string_view user = call.bound_user;
  if (call.vouched_for) user = call.vouched_for->user.text();
  if (request.principal) user = request.principal->user.text();
  logger.log(failed ? Level::warning : Level::info, "request",
             {{"requestId", std::string_view(request.request_id)},
              {"function", call.function},
              {"method", http::to_string(request.method)},
              {"status", std::int64_t{end.status}},
              {"durationMs", milliseconds_of(end.duration)},
              {"bytesIn", static_cast<std::int64_t>(end.bytes_in)},
              {"bytesOut", static_cast<std::int64_t>(end.bytes_out)},
              {"userId", user},
              {"clientAddress", std::string_view(request.client_address)}});
  if (!user.empty()) record_refusal(call, end.status, user, logger);
  metrics.add_bytes(end.bytes_in, end.bytes_out);
  if (call.function.empty()) return;
  metrics.record_invocation({.function = call.function,
                             .duration = end.duration,
                             .error = failed && !call.throttled,
                             .throttle = call.throttled || end.status == 429});
}

}  // namespace audmg::dispatch
