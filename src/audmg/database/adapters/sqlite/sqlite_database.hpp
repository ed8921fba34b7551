// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/database/unreadable_rows.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/lib/sqlite/connections.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace audmg::database {

/// Decides when SQLite syncs. Only `full` keeps acknowledged writes through a power cut; `normal`
/// exists so that a test can show that the tests notice.
enum class Synchronous { full, normal };

struct SqliteDatabaseOptions {
  /// Usually <data folder>/audmg.db. Created when absent, mode 0600; the folder must exist.
  std::filesystem::path file;
  /// Number of connections that can read at the same time.
  std::size_t readers = 4;
  std::chrono::milliseconds busy_timeout{5000};
  /// Length of the write-ahead log, in pages of 4 KiB, from which on it is copied into the
  /// database.
  int checkpoint_frames = 1000;
  /// Name of a registered SQLite VFS; empty: the system's. Used by tests.
  std::string vfs{};
  Synchronous synchronous = Synchronous::full;
  /// A file up to this size is checked completely at every opening, which takes a tenth of a
  /// second; a larger one only after an unclean shutdown.
  std::uint64_t always_checked_bytes = std::uint64_t{32} * 1024 * 1024;
  /// Told of rows that lists for upkeep pass over.
  ReportUnreadableRow report_unreadable = [](const Error&) {};
};

struct SqliteDatabaseStatistics {
  std::uint64_t writes = 0;       ///< changes carried out and acknowledged
  std::uint64_t commits = 0;      ///< transactions that carried them
  std::uint64_t checkpoints = 0;  ///< times the log was copied into the database
  std::size_t waiting = 0;        ///< changes in the queue now
};

/// All records of one machine in one file: docs/formats/database.md. Thread-safe; no call may be
/// running when it is destroyed. The repositories live as long as the database.
class SqliteDatabase {
 public:
  SqliteDatabase() = default;
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;
  virtual ~SqliteDatabase() = default;

  [[nodiscard]] virtual UserRepository& users() noexcept = 0;
  [[nodiscard]] virtual CredentialRepository& credentials() noexcept = 0;
  [[nodiscard]] virtual SessionRepository& sessions() noexcept = 0;
  [[nodiscard]] virtual AppPasswordRepository& app_passwords() noexcept = 0;
  [[nodiscard]] virtual InvitationRepository& invitations() noexcept = 0;
  [[nodiscard]] virtual AuditRepository& audit() noexcept = 0;
  /// Counters in memory, not in the file: memory_attempts.hpp.
  [[nodiscard]] virtual AttemptRepository& attempts() noexcept = 0;
  [[nodiscard]] virtual FileRepository& files() noexcept = 0;
  [[nodiscard]] virtual CompanionRepository& companions() noexcept = 0;
  [[nodiscard]] virtual FileChangeRepository& changes() noexcept = 0;
  [[nodiscard]] virtual TrashRepository& trash() noexcept = 0;
  [[nodiscard]] virtual CollectionRepository& collections() noexcept = 0;
  [[nodiscard]] virtual ProcessingRepository& processing() noexcept = 0;
  [[nodiscard]] virtual EventRepository& events() noexcept = 0;
  [[nodiscard]] virtual UploadRepository& uploads() noexcept = 0;
  [[nodiscard]] virtual UsageRepository& usage() noexcept = 0;
  [[nodiscard]] virtual IdempotencyRepository& idempotency() noexcept = 0;
  [[nodiscard]] virtual IntegrityRepository& integrity() noexcept = 0;
  [[nodiscard]] virtual TombstoneRepository& tombstones() noexcept = 0;
  [[nodiscard]] virtual DriveRepository& drive() noexcept = 0;

  /// Returns the one writer and the readers, for other ports' adapters that keep their rows in this
  /// file: the queue. They live as long as the database.
  [[nodiscard]] virtual sqlite::Connections connections() noexcept = 0;

  /// Reads one row's worth, for readiness.
  [[nodiscard]] virtual Result<void> check_readable() = 0;
  /// Returns false from the first failed commit on: every write then fails with `unavailable` until
  /// a restart.
  [[nodiscard]] virtual bool takes_writes() const noexcept = 0;
  [[nodiscard]] virtual SqliteDatabaseStatistics statistics() const = 0;
};

/// Opens or creates the database: checks that it is ours and, unless it is large and was closed
/// cleanly, undamaged; brings it to this program's schema, copies everything that a crash left in
/// the log into the file, and frees the idempotency keys of requests that ended with their process.
/// Precondition: this process has the data folder to itself. Errors: conflict (another program's
/// file, or a newer Audmg Drive's), corrupt, unavailable, out_of_space.
[[nodiscard]] Result<std::unique_ptr<SqliteDatabase>> make_sqlite_database(
    const SqliteDatabaseOptions& options);

}  // namespace audmg::database
