// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/event_loop.hpp"
#include "audmg/server/worker_pool.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace audmg::server {

/// Work that runs on a pool while its Task continues, which may wait for it later. Create it, start
/// it and wait for it on the loop's thread.
class PoolCall {
 public:
  explicit PoolCall(EventLoop& loop) : loop_(loop), shared_(std::make_shared<Shared>()) {}
  PoolCall(const PoolCall&) = delete;
  PoolCall& operator=(const PoolCall&) = delete;

  /// Returns false, and runs nothing, when the pool is full. Everything that `work` refers to must
  /// live until finished() returns.
  [[nodiscard]] bool try_start(WorkerPool& pool, std::move_only_function<void()> work);
  /// Starts the next step of an operation that was admitted before; never refuses.
  void start(WorkerPool& pool, std::move_only_function<void()> work);
  /// Waits for the work, if any was started; rethrows its exception.
  [[nodiscard]] Task<void> finished();

 private:
  struct Shared {
    bool running = false;
    std::exception_ptr thrown;
    std::move_only_function<void()> waiter;
  };
  struct NotRunning;
  [[nodiscard]] WorkerPool::Work wrap(std::move_only_function<void()> work);

  EventLoop& loop_;
  std::shared_ptr<Shared> shared_;
};

/// Runs `call` on the pool and returns its result on the loop; nullopt when the pool is full.
template <class Call, class Value = std::invoke_result_t<Call>>
[[nodiscard]] Task<std::optional<Value>> try_run(EventLoop& loop, WorkerPool& pool, Call call) {
  std::optional<Value> value;
  PoolCall running(loop);
  if (!running.try_start(pool, [&] { value.emplace(call()); })) co_return std::nullopt;
  co_await running.finished();
  co_return value;
}

/// Does the same for the next step of an operation that was admitted before; never refuses.
template <class Call, class Value = std::invoke_result_t<Call>>
[[nodiscard]] Task<Value> run(EventLoop& loop, WorkerPool& pool, Call call) {
  std::optional<Value> value;
  PoolCall running(loop);
  running.start(pool, [&] { value.emplace(call()); });
  co_await running.finished();
  co_return *std::move(value);
}

}  // namespace audmg::server
