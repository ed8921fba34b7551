// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/writer_connection.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/database/adapters/sqlite/migrations.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace audmg::database {
namespace {

// secure_delete=FAST overwrites deleted rows where that costs no extra writing. mmap is off: an I/O
// error there is a signal, not an error code. A negative cache size is in KiB.
constexpr const char* kWriterSettings =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = FAST;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA journal_size_limit = 67108864;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -16384;";

Error system_error(const std::string& action) {
  const int code = errno;
  return {code == ENOSPC ? ErrorCode::out_of_space : ErrorCode::unavailable,
          errno_message(action, code)};
}

/// Makes the file private, because SQLite would make it readable for all; the log takes over the
/// file's mode.
Result<void> make_file_private(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return std::unexpected(system_error("open " + file.string()));
  ::close(descriptor);
  return {};
}

/// Returns whether the whole file must be checked before anything relies on it. SQLite removes the
/// log when the last connection closes, and the writer keeps it when a commit failed: so a log that
/// exists before the first connection is the mark of a process that was killed, lost its power or
/// gave up.
Result<bool> needs_check(const SqliteDatabaseOptions& options) {
  struct stat status{};
  if (::stat((options.file.string() + "-wal").c_str(), &status) == 0) return true;
  if (errno != ENOENT) return std::unexpected(system_error("stat the log"));
  if (::stat(options.file.c_str(), &status) != 0) {
    return std::unexpected(system_error("stat " + options.file.string()));
  }
  return static_cast<std::uint64_t>(status.st_size) <= options.always_checked_bytes;
}

Result<void> check_integrity(sqlite::Connection& connection) {
  AUDMG_TRY(const std::string verdict, connection.query_text("PRAGMA quick_check(1)"));
  if (verdict == "ok") return {};
  return fail(ErrorCode::corrupt, "the database is damaged: " + verdict);
}

Result<void> switch_to_write_ahead_log(sqlite::Connection& connection, Synchronous synchronous) {
  AUDMG_TRY(const std::string mode, connection.query_text("PRAGMA journal_mode = WAL"));
  if (mode != "wal") return fail(ErrorCode::unavailable, "no write-ahead log here: " + mode);
  return connection.execute(synchronous == Synchronous::full ? "PRAGMA synchronous = FULL"
                                                             : "PRAGMA synchronous = NORMAL");
}

}  // namespace

Result<sqlite::Connection> open_writer_connection(const SqliteDatabaseOptions& options) {
  AUDMG_CHECK(make_file_private(options.file));
  AUDMG_TRY(const bool whole_check, needs_check(options));
  AUDMG_TRY(sqlite::Connection connection,
            sqlite::Connection::open({.file = options.file,
                                      .access = sqlite::Access::read_write_create,
                                      .busy_timeout = options.busy_timeout,
                                      .vfs = options.vfs}));
  // Done before anything is changed: a foreign file stays as it is.
  AUDMG_CHECK(check_origin(connection, all_migrations()));
  AUDMG_CHECK(connection.execute(kWriterSettings));
  if (whole_check) {
    auto checked = check_integrity(connection);
    if (!checked) {
      // Otherwise closing would remove the log, and with it the next start's reason to check.
      connection.keep_log_at_close();
      return std::unexpected(std::move(checked).error());
    }
  }
  AUDMG_CHECK(switch_to_write_ahead_log(connection, options.synchronous));
  AUDMG_CHECK(migrate(connection, all_migrations()));
  // After a failed sync the log may hold pages that the kernel has and the disk does not; commits
  // after such a gap would be lost in a power cut. So nothing is appended to an old log.
  AUDMG_CHECK(connection.checkpoint(sqlite::CheckpointMode::truncate));
  // Writes note in their own transaction that a request was carried out. So these requests were
  // not, and the processes that worked on them or held a lease are gone.
  AUDMG_CHECK(connection.execute("DELETE FROM idempotency WHERE status = 0; DELETE FROM leases"));
  return connection;
}

}  // namespace audmg::database
