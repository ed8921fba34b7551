// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/pool_call.hpp"

#include <boost/asio/post.hpp>

namespace audmg::server {

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
    asio::post(loop.context(), [shared = std::move(shared), thrown = std::move(thrown)]() mutable {
      shared->running = false;
      shared->thrown = std::move(thrown);
      if (auto waiter = std::exchange(shared->waiter, nullptr)) waiter();
    });
  };
}

bool PoolCall::try_start(WorkerPool& pool, std::move_only_function<void()> work) {
  auto wrapped = wrap(std::move(work));
  if (pool.try_submit(wrapped)) return true;
  shared_->running = false;
  return false;
}

void PoolCall::start(WorkerPool& pool, std::move_only_function<void()> work) {
  pool.submit(wrap(std::move(work)));
}

Task<void> PoolCall::finished() {
  if (shared_->running) {
    co_await asio::async_initiate<const asio::use_awaitable_t<LoopExecutor>, void()>(
        [this](auto handler) { shared_->waiter = std::move(handler); }, kAwait);
  }
  if (auto thrown = std::exchange(shared_->thrown, nullptr)) std::rethrow_exception(thrown);
}

}  // namespace audmg::server
