// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

namespace audmg::sqlite {

/// A fixed number of read-only connections. They see every commit that was answered before the read
/// began; they never write and never checkpoint.
class ReaderPool {
 public:
  /// Precondition: the database exists and its writer is open; `count` > 0.
  [[nodiscard]] static Result<std::unique_ptr<ReaderPool>> open(const OpenOptions& options,
                                                                std::size_t count);

  /// Runs F(Connection&) with a connection of its own, waiting until one is free. Thread-safe.
  template <class F>
  [[nodiscard]] std::invoke_result_t<F&, Connection&> read(F&& work) {
    const Lease lease(*this);
    return work(lease.connection);
  }

 private:
  struct Lease {
    explicit Lease(ReaderPool& owner) : pool(owner), connection(owner.take()) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool.give_back(connection); }
    ReaderPool& pool;
    Connection& connection;
  };

  ReaderPool() = default;
  [[nodiscard]] Connection& take();
  void give_back(Connection& connection);

  std::vector<Connection> connections_;
  std::mutex mutex_;
  std::condition_variable freed_;
  // The most recently used one is taken first, because its page cache is warm.
  std::vector<Connection*> free_;
};

}  // namespace audmg::sqlite
