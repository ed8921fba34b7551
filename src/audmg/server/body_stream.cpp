// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/body_stream.hpp"

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/server/worker_pool.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace audmg::server {
namespace {

using functions::Outcome;

using Buffer = std::unique_ptr<std::byte[]>;

/// Returns the size of one buffer, no more than the whole body needs.
std::size_t buffer_size(const BodyReader& body) {
  if (body.is_chunked()) return kBodyBufferBytes;
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(body.announced_length(), 1, kBodyBufferBytes));
}

/// Destroys the consumer on the pool and not on the event loop, because it may have files to
/// remove.
void dispose(WorkerPool& pool, std::unique_ptr<functions::BodyConsumer> consumer) {
  pool.submit([consumer = std::move(consumer)] {});
}

/// Writes the last bytes and makes the response in one visit to the pool.
Outcome<http::Response> write_last(functions::BodyConsumer& consumer,
                                   std::span<const std::byte> bytes) {
  if (!bytes.empty()) AUDMG_CHECK(consumer.write(bytes));
  return consumer.finish();
}

}  // namespace

Task<http::Response> stream_body(Exchange& exchange,
                                 std::unique_ptr<functions::BodyConsumer> consumer) {
  BodyReader& body = exchange.body;
  WorkerPool& pool = exchange.context.function_pool;
  const std::size_t size = buffer_size(body);
  std::array<Buffer, 2> buffers;
  std::size_t current = 0;
  std::size_t filled = 0;
  Outcome<void> written;
  std::exception_ptr thrown;
  PoolCall writing(exchange.loop);

  while (body.state() == BodyReader::State::more) {
    try {
      if (!buffers[current]) buffers[current] = std::make_unique_for_overwrite<std::byte[]>(size);
      filled = co_await body.read({buffers[current].get(), size});
    } catch (...) {
      thrown = std::current_exception();
    }
    // Whatever happened, the other buffer must not go away while it is being written.
    co_await writing.finished();
    if (thrown) std::rethrow_exception(thrown);
    if (!written || body.state() != BodyReader::State::more) break;
    const std::span<const std::byte> bytes{buffers[current].get(), filled};
    writing.start(pool,
                  [&written, &consumer = *consumer, bytes] { written = consumer.write(bytes); });
    current ^= 1;
    filled = 0;
  }
  co_await writing.finished();

  if (!written) {
    dispose(pool, std::move(consumer));
    co_return exchange.context.dispatcher.settle(exchange.call, written.error());
  }
  if (body.state() != BodyReader::State::complete) {
    dispose(pool, std::move(consumer));
    co_return broken_body_response(exchange, body.state());
  }
  const std::span<const std::byte> rest{buffers[current].get(), filled};
  auto finish = [consumer = std::move(consumer), rest]() mutable {
    auto result = write_last(*consumer, rest);
    consumer.reset();
    return result;
  };
  auto outcome = co_await run(exchange.loop, pool, std::move(finish));
  co_return exchange.context.dispatcher.settle(exchange.call, std::move(outcome));
}

http::Response broken_body_response(const Exchange& exchange, BodyReader::State state) {
  if (state == BodyReader::State::timed_out) {
    return problem_response(exchange, functions::request_timeout("body"));
  }
  if (state == BodyReader::State::truncated) {
    return problem_response(exchange, functions::incomplete_body());
  }
  return problem_response(exchange,
                          functions::bad_request("The chunked coding of the body is malformed."));
}

}  // namespace audmg::server
