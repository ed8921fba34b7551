// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/connection.hpp"

#include <sqlite3.h>

#include <array>
#include <mutex>

namespace audmg::sqlite {
namespace {

/// Memory statistics take one lock in every allocation of every connection. Must come before
/// SQLite's first use; later it is refused, which does no harm.
void configure_library() {
  static std::once_flag once;
  std::call_once(once, [] { ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

int flags_of(Access access) noexcept {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  return access == Access::read_only ? flags | SQLITE_OPEN_READONLY
                                     : flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

int native(CheckpointMode mode) noexcept {
  switch (mode) {
    case CheckpointMode::passive:
      return SQLITE_CHECKPOINT_PASSIVE;
    case CheckpointMode::restart:
      return SQLITE_CHECKPOINT_RESTART;
    case CheckpointMode::truncate:
      return SQLITE_CHECKPOINT_TRUNCATE;
  }
  return SQLITE_CHECKPOINT_PASSIVE;
}

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const noexcept { ::sqlite3_close_v2(handle); }

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<Connection> Connection::open(const OpenOptions& options) {
  configure_library();
  sqlite3* handle = nullptr;
  // Absolute, so that no name is taken for a URI.
  const std::string file = std::filesystem::absolute(options.file).string();
  const int result_code = ::sqlite3_open_v2(file.c_str(), &handle, flags_of(options.access),
                                            options.vfs.empty() ? nullptr : options.vfs.c_str());
  // A failed open also gives a handle that must be closed.
  Connection connection(handle);
  if (result_code != SQLITE_OK) {
    return std::unexpected(make_error(result_code, "open " + file, handle));
  }
  ::sqlite3_busy_timeout(handle, static_cast<int>(options.busy_timeout.count()));
  AUDMG_CHECK(connection.harden());
  return connection;
}

Result<void> Connection::harden() {
  struct Setting {
    int option;
    int value;
  };
  constexpr std::array<Setting, 5> kSettings{{
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},
  }};
  for (const Setting& setting : kSettings) {
    const int result_code = ::sqlite3_db_config(handle(), setting.option, setting.value, nullptr);
    if (result_code != SQLITE_OK) {
      return std::unexpected(make_error(result_code, "configure a connection"));
    }
  }
  return {};
}

Result<void> Connection::execute(const std::string& sql) {
  const int result_code = ::sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (result_code == SQLITE_OK) return {};
  return std::unexpected(make_error(result_code, sql, handle()));
}

Result<Query> Connection::query(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int result_code = ::sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                                 SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result_code != SQLITE_OK) {
      return std::unexpected(make_error(result_code, sql, handle()));
    }
    found = statements_.emplace(sql, std::make_unique<Statement>(statement)).first;
  }
  return Query(found->second.get());
}

Result<std::int64_t> Connection::query_integer(std::string_view sql) {
  AUDMG_TRY(const Query statement, query(sql));
  AUDMG_TRY(const bool row, statement->step());
  if (!row) return fail(ErrorCode::internal, std::string(sql) + ": no row");
  return statement->integer(0);
}

Result<std::string> Connection::query_text(std::string_view sql) {
  AUDMG_TRY(const Query statement, query(sql));
  AUDMG_TRY(const bool row, statement->step());
  if (!row) return fail(ErrorCode::internal, std::string(sql) + ": no row");
  return statement->text(0);
}

std::int64_t Connection::changes() const noexcept { return ::sqlite3_changes64(handle()); }

bool Connection::in_transaction() const noexcept { return ::sqlite3_get_autocommit(handle()) == 0; }

Severity Connection::last_severity() const noexcept {
  return severity_of(::sqlite3_extended_errcode(handle()));
}

Result<void> Connection::checkpoint(CheckpointMode mode) {
  const int result_code =
      ::sqlite3_wal_checkpoint_v2(handle(), nullptr, native(mode), nullptr, nullptr);
  if (result_code == SQLITE_OK) return {};
  return std::unexpected(make_error(result_code, "checkpoint", handle()));
}

void Connection::count_log_frames(int& frames) noexcept {
  ::sqlite3_wal_hook(
      handle(),
      [](void* counter, sqlite3* /*handle*/, const char* /*name*/, int in_log) noexcept {
        *static_cast<int*>(counter) = in_log;
        return SQLITE_OK;
      },
      &frames);
}

void Connection::keep_log_at_close() noexcept {
  ::sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace audmg::sqlite
