// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/body_consumer.hpp"
#include "audmg/http/event_source.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace audmg::functions {

/// Largest body of a function that takes JSON.
inline constexpr std::size_t kMaxJsonBodyBytes = 64 * 1024;

/// A function: small request in, small response out; stateless across calls; may block.
using Handler = Result<http::Response> (*)(const http::Request&, Services&);

/// A function whose body is streamed. The request's body is empty.
using StreamHandler = Result<std::unique_ptr<http::BodyConsumer>> (*)(const http::Request&,
                                                                      Services&);

/// A function whose answer is a stream of server-sent events, for as long as the client listens. A
/// runtime that cannot hold connections open answers 501 instead.
using EventHandler = Result<std::unique_ptr<http::EventSource>> (*)(const http::Request&,
                                                                    Services&);

enum class Auth { none, access_token };

/// Where a runtime with threads runs the function.
enum class Executor {
  event_loop,  ///< never blocks
  functions,   ///< the bounded pool for functions
  passwords,   ///< the bounded low-priority pool for Argon2id
};

/// One row of THE table. It feeds the router, the Lambda dispatch, the OpenAPI test and the
/// scenario tests.
struct Route {
  /// Function name: file, metric label, Lambda handler.
  std::string_view function;
  http::Method method;
  /// Segments in braces are path parameters: "/files/{id}".
  std::string_view path;
  Auth auth = Auth::access_token;
  Executor executor = Executor::functions;
  /// Exactly one of the three is set.
  Handler handler = nullptr;
  StreamHandler stream_handler = nullptr;
  EventHandler event_handler = nullptr;
};

[[nodiscard]] std::span<const Route> routes() noexcept;

}  // namespace audmg::functions
