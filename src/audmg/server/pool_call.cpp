// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/pool_call.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <new>
#include <thread>

namespace audmg::server {
namespace {

/// Pause between two attempts to allocate the few bytes of a message to a loop.
constexpr std::chrono::milliseconds kMemoryRetry{10};

/// Retries until there is memory: a loop that is never told that work is done would wait forever,
/// and the exception would end the process.
template <class Message>
void post_surely(EventLoop& loop, const Message& message) {
  for (;;) {
    try {
      return asio::post(loop.context(), message);
    } catch (const std::bad_alloc&) {
      std::this_thread::sleep_for(kMemoryRetry);
    }
  }
}

}  // namespace

/// Work that the pool did not take, because it is full or memory ran out, is not waited for.
struct PoolCall::NotRunning {
  Shared& shared;
  bool started = false;
  ~NotRunning() {
    if (!started) shared.running = false;
  }
};

WorkerPool::Work PoolCall::wrap(std::move_only_function<void()> work) {
  shared_->running = true;
  shared_->thrown = nullptr;
  return [&loop = loop_, shared = shared_, work = std::move(work)]() mutable {
    std::exception_ptr thrown;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
    // The loop's thread alone touches `shared`, so it needs no lock.
    post_surely(loop, [shared, thrown] {
      shared->running = false;
      shared->thrown = thrown;
      if (auto waiter = std::exchange(shared->waiter, nullptr)) waiter();
    });
  };
}

bool PoolCall::try_start(WorkerPool& pool, std::move_only_function<void()> work) {
  NotRunning unless_started{*shared_};
  auto wrapped = wrap(std::move(work));
  if (!pool.try_submit(wrapped)) return false;
  unless_started.started = true;
  return true;
}

void PoolCall::start(WorkerPool& pool, std::move_only_function<void()> work) {
  NotRunning unless_started{*shared_};
  pool.submit(wrap(std::move(work)));
  unless_started.started = true;
}

Task<void> PoolCall::finished() {
  if (shared_->running) {
    co_await asio::async_initiate<const asio::use_awaitable_t<LoopExecutor>, void()>(
        [this](auto handler) { shared_->waiter = std::move(handler); }, kAwait);
  }
  if (auto thrown = std::exchange(shared_->thrown, nullptr)) std::rethrow_exception(thrown);
}

}  // namespace audmg::server
