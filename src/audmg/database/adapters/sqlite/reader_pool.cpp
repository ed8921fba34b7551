// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/reader_pool.hpp"

#include <utility>

namespace audmg::database {
namespace {

/// No checkpoint from here, neither by size nor at closing. A negative cache size is in KiB.
constexpr const char* kReaderSettings =
    "PRAGMA query_only = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -4096;";

}  // namespace

Result<std::unique_ptr<ReaderPool>> ReaderPool::open(const sqlite::OpenOptions& options,
                                                     std::size_t count) {
  AUDMG_ASSERT(count > 0);
  sqlite::OpenOptions read_only = options;
  read_only.access = sqlite::Access::read_only;
  std::unique_ptr<ReaderPool> pool(new ReaderPool);
  pool->connections_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    AUDMG_TRY(sqlite::Connection connection, sqlite::Connection::open(read_only));
    AUDMG_CHECK(connection.execute(kReaderSettings));
    connection.keep_log_at_close();
    pool->connections_.push_back(std::move(connection));
  }
  for (sqlite::Connection& connection : pool->connections_) pool->free_.push_back(&connection);
  return pool;
}

sqlite::Connection& ReaderPool::take() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [&] { return !free_.empty(); });
  sqlite::Connection& connection = *free_.back();
  free_.pop_back();
  return connection;
}

void ReaderPool::give_back(sqlite::Connection& connection) {
  {
    const std::scoped_lock lock(mutex_);
    free_.push_back(&connection);
  }
  freed_.notify_one();
}

}  // namespace audmg::database
