// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/dispatcher.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/core/text.hpp"
#include "audmg/dispatch/admission.hpp"
#include "audmg/dispatch/failure_log.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <utility>

namespace audmg::dispatch {
namespace {

using functions::Auth;
using functions::Outcome;
using functions::Refusal;
using functions::Route;

/// Returns whether the gateway's word about the caller is fresh enough. It is for reads; a function
/// that changes something checks the session again, because it may have ended meanwhile.
bool is_fresh_enough_for(const Route& route, const http::Principal& caller, TimePoint now) {
  return route.method == http::Method::get && caller.token_expires_at > now;
}

bool has_several(const http::Headers& headers, std::string_view name) {
  return std::ranges::count_if(headers.fields(), [&](const http::Headers::Field& field) {
           return equals_ignore_case(field.first, name);
         }) > 1;
}

Outcome<http::Principal> find_caller(std::string_view authorization,
                                     const functions::AccountServices& services) {
  auto principal = functions::authorize(authorization, services);
  if (principal) return *std::move(principal);
  if (principal.error().code == ErrorCode::invalid_argument) {
    return functions::refuse(functions::unauthorized());
  }
  return std::unexpected(std::move(principal).error());
}

template <class T>
Answer to_answer(T answer) {
  return answer;
}
Answer to_answer(http::EventAnswer answer) {
  return std::visit([](auto& each) { return Answer(std::move(each)); }, answer);
}

}  // namespace

Dispatcher::Dispatcher(std::span<const Route> routes, const functions::Services& services,
                       const std::vector<std::string>& cors_origins)
    : router_(routes), services_(services), cors_origins_(cors_origins) {}

Admission Dispatcher::open(Call& call) const {
  http::Request& request = call.request;
  auto match = router_.find(request.method, request.path);
  if (match.route == nullptr) {
    return std::unexpected(without_function(call, std::move(match.allow)));
  }
  const Route& route = *match.route;
  call.route = &route;
  call.function = route.function;
  request.path_parameters = std::move(match.path_parameters);
  request.principal.reset();
  call.admitted = call.throttled = false;
  if (route.auth == Auth::none) return admit(call);
  if (has_several(request.headers, "Authorization")) {
    return std::unexpected(
        refusal_of(call, functions::bad_request("There is more than one Authorization field.")));
  }
  if (!call.vouched_for) {
    const auto field = request.headers.find("Authorization");
    if (!field) return std::unexpected(refusal_of(call, functions::unauthorized()));
    request.principal = functions::authorize_cached(*field, services_);
  } else if (is_fresh_enough_for(route, *call.vouched_for, services_.clock.now())) {
    request.principal = call.vouched_for;
  }
  if (!request.principal) return {};
  return admit(call);
}

Admission Dispatcher::admit(Call& call) const {
  if (call.admitted) return {};
  try {
    if (const auto admitted = admit_caller(call); !admitted) {
      return std::unexpected(settle(call, admitted.error()));
    }
  } catch (...) {
    return std::unexpected(settle(call, std::current_exception()));
  }
  call.admitted = true;
  return {};
}

Outcome<void> Dispatcher::admit_caller(Call& call) const {
  http::Request& request = call.request;
  if (call.route->auth == Auth::access_token && !request.principal) {
    AUDMG_TRY(request.principal,
              find_caller(request.headers.find("Authorization").value_or(""), services_));
  }
  AUDMG_CHECK(check_scope(*call.route, request));
  auto within = check_rate_limit(*call.route, request, services_);
  call.throttled = !within;
  return within;
}

Answer Dispatcher::invoke(Call& call) const {
  if (auto admission = admit(call); !admission) return std::move(admission).error();
  if (call.request.body.size() > http::kMaxJsonBodyBytes) {
    return refusal_of(call, functions::body_too_large());
  }
  try {
    return std::visit(
        [&](const auto handler) -> Answer {
          auto outcome = handler(call.request, services_);
          if (!outcome) return settle(call, outcome.error());
          return to_answer(*std::move(outcome));
        },
        call.route->handler);
  } catch (...) {
    return settle(call, std::current_exception());
  }
}

http::Response Dispatcher::settle(const Call& call, Outcome<http::Response> outcome) const {
  return outcome ? *std::move(outcome) : settle(call, outcome.error());
}

http::Response Dispatcher::settle(const Call& call, const Refusal& refusal) const {
  if (const auto* problem = std::get_if<http::Problem>(&refusal)) return refusal_of(call, *problem);
  const Error& error = std::get<Error>(refusal);
  log_failure(call, error, services_.logger);
  return http::problem_response(error, call.request.request_id);
}

http::Response Dispatcher::settle(const Call& call, const std::exception_ptr& thrown) const {
  try {
    std::rethrow_exception(thrown);
  } catch (...) {
    return settle(call, Refusal(current_exception_error()));
  }
}

http::Response Dispatcher::without_function(const Call& call, std::string allow) const {
  if (allow.empty()) return refusal_of(call, functions::no_such_path());
  if (call.request.method == http::Method::options) {
    return http::options_response(cors_origins_, call.request, allow);
  }
  auto response = refusal_of(call, functions::method_not_allowed());
  response.headers.add("Allow", std::move(allow));
  return response;
}

http::Response refusal_of(const Call& call, const http::Problem& problem) {
  return http::problem_response(problem, call.request.request_id);
}

}  // namespace audmg::dispatch
