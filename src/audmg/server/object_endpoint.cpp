// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/object_endpoint.hpp"

#include "audmg/dispatch/object_gate.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/server/body_stream.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/object_sender.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/server/worker_pool.hpp"

#include <memory>
#include <utility>
#include <variant>

namespace audmg::server {
namespace {

using dispatch::Answer;
using dispatch::ObjectAccess;
using dispatch::StoredObject;
using std::chrono::steady_clock;

/// Gets the object from the ones that this loop holds open, or else from the store.
Task<Answer> get_object(Exchange& exchange, const ObjectAccess& access) {
  const dispatch::ObjectGate& gate = exchange.context.object_gate;
  const std::string& key = access.signed_access.key;
  if (access.binding_checked) {
    // The request's own time is exact enough for what closes objects after seconds.
    if (auto reader = exchange.loop.open_objects().find(key, exchange.started_at)) {
      co_return gate.answer(exchange.call, access, std::move(reader));
    }
  }
  auto opened = co_await try_run(exchange.loop, exchange.context.function_pool,
                                 [&] { return gate.read(exchange.call, access); });
  if (!opened) co_return overloaded(exchange);
  if (!*opened) co_return std::move(*opened).error();
  exchange.loop.open_objects().keep(key, **opened, steady_clock::now());
  co_return gate.answer(exchange.call, access, **std::move(opened));
}

Task<Answer> put_part(Exchange& exchange, const ObjectAccess& access) {
  const std::uint64_t size = access.signed_access.content_length;
  if (exchange.body.is_chunked() || exchange.body.announced_length() != size) {
    co_return problem_response(exchange, functions::part_size_mismatch(size));
  }
  auto answer = co_await try_run(exchange.loop, exchange.context.function_pool, [&] {
    return exchange.context.object_gate.write(exchange.call, access);
  });
  if (!answer) co_return overloaded(exchange);
  co_return *std::move(answer);
}

Task<Answer> object_answer(Exchange& exchange) {
  auto access = exchange.context.object_gate.open(exchange.call);
  if (!access) co_return std::move(access).error();
  if (exchange.call.request.method == http::Method::put) {
    auto answer = co_await put_part(exchange, *access);
    co_return answer;
  }
  auto answer = co_await get_object(exchange, *access);
  co_return answer;
}

Task<bool> send_stored(Exchange& exchange, StoredObject object) {
  const auto& [status, headers, pieces, content_length] = object.plan;
  const auto kind = status < 400 ? HeadKind::media : HeadKind::function;
  // A small object goes out in one write behind its head, from the same memory.
  const std::size_t room =
      content_length <= kSmallObjectBytes ? static_cast<std::size_t>(content_length) : 0;
  std::string head = response_head(exchange, status, headers, content_length, kind, room);
  const bool sent =
      co_await send_object(exchange, std::move(head), pieces, std::move(object.reader));
  co_return sent;
}

}  // namespace

Task<bool> serve_object(Exchange& exchange) {
  auto answer = co_await object_answer(exchange);
  if (auto* object = std::get_if<StoredObject>(&answer)) {
    const bool sent = co_await send_stored(exchange, std::move(*object));
    co_return sent;
  }
  if (auto* consumer = std::get_if<std::unique_ptr<functions::BodyConsumer>>(&answer)) {
    answer = co_await stream_body(exchange, std::move(*consumer));
  }
  const bool sent = co_await send_response(exchange, std::get<http::Response>(std::move(answer)));
  co_return sent;
}

}  // namespace audmg::server
