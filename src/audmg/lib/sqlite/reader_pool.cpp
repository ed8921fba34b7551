// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/reader_pool.hpp"

#include <utility>

namespace audmg::sqlite {
namespace {

/// Prevents checkpoints, both by size and at closing. A negative cache size is in KiB.
constexpr const char* kReaderSettings =
    "PRAGMA query_only = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -4096;";

}  // namespace

Result<std::unique_ptr<ReaderPool>> ReaderPool::open(const OpenOptions& options,
                                                     std::size_t count) {
  AUDMG_ASSERT(count > 0);
  OpenOptions read_only = options;
  read_only.access = Access::read_only;
  std::unique_ptr<ReaderPool> pool(new ReaderPool);
  pool->connections_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    AUDMG_TRY(Connection connection, Connection::open(read_only));
    AUDMG_CHECK(connection.execute(kReaderSettings));
    connection.keep_log_at_close();
    pool->connections_.push_back(std::move(connection));
  }
  for (Connection& connection : pool->connections_) pool->free_.push_back(&connection);
  return pool;
}

Connection& ReaderPool::take() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [&] { return !free_.empty(); });
  Connection& connection = *free_.back();
  free_.pop_back();
  return connection;
}

void ReaderPool::give_back(Connection& connection) {
  {
    const std::scoped_lock lock(mutex_);
    free_.push_back(&connection);
  }
  freed_.notify_one();
}

}  // namespace audmg::sqlite
