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
  /// Longest wait of a statement for a lock of another connection.
  std::chrono::milliseconds busy_timeout{5000};
  /// Name of a registered VFS; empty for the system's default.
  std::string vfs{};
};

enum class CheckpointMode {
  passive,   ///< copies as much as readers allow, without waiting
  restart,   ///< waits for readers, so that the log starts again from its beginning
  truncate,  ///< as restart, then empties the log file
};

/// One database connection with its prepared statements. Hardened when opened: no extensions, no
/// double-quoted strings, no function calls from an untrusted schema. Used by one thread at a time.
class Connection {
 public:
  /// Errors: unavailable when the file cannot be opened.
  [[nodiscard]] static Result<Connection> open(const OpenOptions& options);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs statements and ignores their rows, if any.
  [[nodiscard]] Result<void> execute(const std::string& sql);
  /// Returns the prepared statement of `sql`, prepared on first use. `sql` must live as long as the
  /// connection (a constant). Precondition: no other Query of the same text is in use.
  [[nodiscard]] Result<Query> query(std::string_view sql);
  /// Returns the first column of the only row of a constant statement.
  [[nodiscard]] Result<std::int64_t> query_integer(std::string_view sql);
  [[nodiscard]] Result<std::string> query_text(std::string_view sql);

  /// Returns the number of rows that the last statement inserted, updated or deleted.
  [[nodiscard]] std::int64_t changes() const noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;
  /// Severity of the last call's failure; `statement` when it succeeded.
  [[nodiscard]] Severity last_severity() const noexcept;
  /// Errors: unavailable when a lock or reader was in the way.
  [[nodiscard]] Result<void> checkpoint(CheckpointMode mode);
  /// Stops commits from checkpointing by themselves (which would hide errors); instead each stores
  /// the number of pages in the log in `frames`, which must outlive the connection.
  void count_log_frames(int& frames) noexcept;
  /// Makes closing this connection leave the write-ahead log as it is.
  void keep_log_at_close() noexcept;

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  explicit Connection(sqlite3* handle) noexcept : handle_(handle) {}
  [[nodiscard]] Result<void> harden();

  // Statements must be destroyed before their connection, so they come after it.
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string_view, std::unique_ptr<Statement>> statements_;
};

}  // namespace audmg::sqlite
