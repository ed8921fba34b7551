// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/error.hpp"
#include "audmg/lib/sqlite/statement.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;

namespace audmg::sqlite {

enum class Access { read_write_create, read_only };

struct OpenOptions {
  std::filesystem::path file;
  Access access = Access::read_only;
  /// How long a statement waits for a lock of another connection.
  std::chrono::milliseconds busy_timeout{5000};
  /// Name of a registered VFS; empty: the system's.
  std::string vfs{};
};

enum class CheckpointMode {
  passive,   ///< copies what no reader still needs, waits for nobody
  restart,   ///< waits for readers, so that the log begins anew
  truncate,  ///< as restart, and empties the log file
};

/// One database connection with its prepared statements. Hardened at opening: no extensions, no
/// double-quoted strings, an untrusted schema cannot call functions. Used by one thread at a time.
class Connection {
 public:
  /// Errors: unavailable when the file cannot be opened.
  [[nodiscard]] static Result<Connection> open(const OpenOptions& options);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs statements whose rows, if any, do not matter.
  [[nodiscard]] Result<void> execute(const std::string& sql);
  /// The prepared statement of `sql`, made at its first use. `sql` must live as long as the
  /// connection (a constant). Precondition: no other Query of the same text is in use.
  [[nodiscard]] Result<Query> query(std::string_view sql);
  /// The first column of the only row of a constant statement.
  [[nodiscard]] Result<std::int64_t> query_integer(std::string_view sql);
  [[nodiscard]] Result<std::string> query_text(std::string_view sql);

  /// Rows that the last statement inserted, updated or deleted.
  [[nodiscard]] std::int64_t changes() const noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;
  /// Of the last call, if it failed; `statement` if not.
  [[nodiscard]] Severity last_severity() const noexcept;
  /// Errors: unavailable when a lock or reader was in the way.
  [[nodiscard]] Result<void> checkpoint(CheckpointMode mode);
  /// From now on no commit checkpoints by itself (which would hide errors); instead each leaves the
  /// number of pages in the log in `frames`, which must outlive the connection.
  void count_log_frames(int& frames) noexcept;
  /// Closing this connection leaves the write-ahead log as it is.
  void keep_log_at_close() noexcept;

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  explicit Connection(sqlite3* handle) noexcept : handle_(handle) {}
  [[nodiscard]] Result<void> harden();

  // Statements must be gone before their connection, so they stand after it.
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string_view, std::unique_ptr<Statement>> statements_;
};

}  // namespace audmg::sqlite
