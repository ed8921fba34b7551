// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/authorizer_function.hpp"

#include "audmg/functions/authorizer.hpp"
#include "audmg/lambda/authorizer_event.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace audmg::lambda {
namespace {

using std::chrono::steady_clock;
using Answer = AuthorizerEvent::Answer;

constexpr std::string_view kFunction = "authorizer";

}  // namespace

InvocationResult AuthorizerFunction::handle(Invocation& invocation) {
  const auto started_at = steady_clock::now();
  const auto document = parse_event(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  const auto event = read_authorizer_event(*document);
  if (!event) return failed(kBadEvent, event.error().message);

  const functions::Services& services = deployment_.services();
  const auto principal = functions::authorize(event->authorization, services);
  const bool fault = !principal && principal.error().code != ErrorCode::invalid_argument;
  const auto duration = steady_clock::now() - started_at;
  services.logger.log(
      fault ? telemetry::Level::error : telemetry::Level::info, "authorization",
      {{"invocationId", std::string_view(invocation.request_id)},
       {"traceId", std::string_view(invocation.trace_id)},
       {"allowed", principal.has_value()},
       {"durationMs", std::chrono::duration<double, std::milli>(duration).count()},
       {"userId", principal ? std::string_view(principal->user.text()) : std::string_view{}},
       {"error", principal ? std::string_view{} : std::string_view(principal.error().message)}});
  deployment_.metrics().record_invocation(
      {.function = kFunction, .duration = duration, .error = fault});

  if (fault) return failed(kUnavailable, "the token could not be checked");
  if (event->answer == Answer::simple) {
    return write_simple_answer(principal ? std::optional(*principal) : std::nullopt);
  }
  // API Gateway compares the whole message.
  if (!principal) return failed(kUnauthorized, "Unauthorized");
  return write_policy(*principal, event->resource);
}

}  // namespace audmg::lambda
