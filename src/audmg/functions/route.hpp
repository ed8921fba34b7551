// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/body_consumer.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/rights.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/event_source.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <variant>

namespace audmg::functions {

/// A function: small request in, small response out. Stateless across calls; may block.
using RespondHandler = Outcome<http::Response> (*)(const http::Request&, const Services&);
/// A function whose body is streamed. The request's body is empty.
using StreamHandler = Outcome<std::unique_ptr<BodyConsumer>> (*)(const http::Request&,
                                                                 const Services&);
/// A function that tells of events. A runtime that cannot hold connections open answers 501 when a
/// stream is requested: see wants_event_stream().
using EventHandler = Outcome<http::EventAnswer> (*)(const http::Request&, const Services&);

/// Returns whether a request to an EventHandler is for a stream.
[[nodiscard]] bool wants_event_stream(const http::Request& request);

enum class Auth { none, access_token };

/// The use that an app password must be good for to call a function.
enum class Scope {
  session,  ///< no app password will do: only a log-in
  read,
  upload,
  edit,
  delete_,
};

/// Returns the word that stands for a scope in app passwords: "read"; "" for session.
[[nodiscard]] std::string_view to_string(Scope scope) noexcept;

/// The place where a runtime with threads runs a function.
enum class Executor {
  event_loop,  ///< never blocks
  functions,   ///< the bounded pool for functions
  passwords,   ///< the bounded low-priority pool for Argon2id
};

/// One row of the route table, made by route(). The table feeds the router, the Lambda dispatch,
/// the OpenAPI test and the scenario tests.
struct Route {
  /// Function name: file, metric label, Lambda handler.
  std::string_view function;
  http::Method method;
  /// Segments in braces are path parameters: "/files/{id}".
  std::string_view path;
  Executor executor;
  /// Tells whether the function takes a caller.
  Auth auth;
  Scope scope;
  /// The groups of services that the function may touch.
  Rights rights;
  std::variant<RespondHandler, StreamHandler, EventHandler> handler;
};

[[nodiscard]] std::span<const Route> routes() noexcept;

/// Makes the row of a function. The function's type determines the rest: one that takes a `const
/// http::Principal& caller` before the request needs an access token, and its last parameter names
/// the groups of services that it may touch.
template <auto kFunction>
[[nodiscard]] consteval Route route(std::string_view function, http::Method method,
                                    std::string_view path, Executor executor,
                                    Scope scope = Scope::session);

// --- inline ---

template <class T, class Granted>
consteval Auth auth_of(Outcome<T> (*)(const http::Request&, const Granted&)) {
  return Auth::none;
}
template <class T, class Granted>
consteval Auth auth_of(Outcome<T> (*)(const http::Principal&, const http::Request&,
                                      const Granted&)) {
  return Auth::access_token;
}

template <class T, class Granted>
Outcome<T> call_with(Outcome<T> (*function)(const http::Request&, const Granted&),
                     const http::Request& request, const Services& services) {
  return function(request, services);
}
template <class T, class Granted>
Outcome<T> call_with(Outcome<T> (*function)(const http::Principal&, const http::Request&,
                                            const Granted&),
                     const http::Request& request, const Services& services) {
  AUDMG_ASSERT(request.principal);
  return function(*request.principal, request, services);
}

template <class T, class Granted>
consteval Rights rights_of(Outcome<T> (*)(const http::Request&, const Granted&)) {
  return rights_in<Granted>();
}
template <class T, class Granted>
consteval Rights rights_of(Outcome<T> (*)(const http::Principal&, const http::Request&,
                                          const Granted&)) {
  // Looking up the caller needs the accounts.
  return rights_in<Granted>() | Right::accounts;
}

template <auto kFunction>
consteval Route route(std::string_view function, http::Method method, std::string_view path,
                      Executor executor, Scope scope) {
  return {.function = function,
          .method = method,
          .path = path,
          .executor = executor,
          .auth = auth_of(kFunction),
          .scope = scope,
          .rights = rights_of(kFunction),
          .handler = +[](const http::Request& request, const Services& services) {
            return call_with(kFunction, request, services);
          }};
}

}  // namespace audmg::functions
