// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/send_message.hpp"
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
#include "audmg/database/record_snapshots.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/database/unreadable_rows.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/lib/aws/service_client.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace audmg::database::dynamodb {

struct DynamoDatabaseOptions {
  std::string table;
  std::string region;
  aws::Endpoint endpoint;
  aws::RetryOptions retry{.max_attempts = 4, .base_delay = std::chrono::milliseconds(50)};
  /// Empty: messages of outboxes stay in the table.
  SendMessage send{};
  /// Told of rows that lists for upkeep pass over.
  ReportUnreadableRow report_unreadable = [](const Error&) {};
};

/// All records in one table of Amazon DynamoDB: docs/formats/dynamodb.md. Thread-safe; any number
/// of processes may work on one table. The repositories live as long as the database.
///
/// A change and its outbox are one transaction, which writes the messages as rows. The process that
/// committed them sends them at once and removes the rows. recover_abandoned() sends those of
/// processes that died in between, so a message may be sent twice, but is never lost.
///
/// UserRepository::list_users(), searches by time, and FileRepository::list_files() for one kind or
/// past files in the trash may lag behind writes for a moment, because they read indexes. A change
/// of many files is announced in parts of at most 90: files, event and messages are in one
/// transaction.
class DynamoDatabase {
 public:
  DynamoDatabase() = default;
  DynamoDatabase(const DynamoDatabase&) = delete;
  DynamoDatabase& operator=(const DynamoDatabase&) = delete;
  virtual ~DynamoDatabase() = default;

  [[nodiscard]] virtual UserRepository& users() noexcept = 0;
  [[nodiscard]] virtual CredentialRepository& credentials() noexcept = 0;
  [[nodiscard]] virtual SessionRepository& sessions() noexcept = 0;
  [[nodiscard]] virtual AppPasswordRepository& app_passwords() noexcept = 0;
  [[nodiscard]] virtual InvitationRepository& invitations() noexcept = 0;
  [[nodiscard]] virtual AuditRepository& audit() noexcept = 0;
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

  /// Restores only into a table without items.
  [[nodiscard]] virtual RecordSnapshots& snapshots() noexcept = 0;

  /// Checks that the table can be read. Errors: unavailable, internal (no such table, no right).
  [[nodiscard]] virtual Result<void> check_readable() = 0;
  /// Finishes the work of processes that died: sends unsent messages, and removes the remains of
  /// deleted users. Also counts the files of users from before quotas, some users at a time. Call
  /// it every minute, from any number of processes. Returns how much abandoned work it finished.
  /// Blocks. Errors: unavailable, internal; the next call continues.
  [[nodiscard]] virtual Result<std::size_t> recover_abandoned(TimePoint now) = 0;
};

/// References must outlive the database.
[[nodiscard]] std::unique_ptr<DynamoDatabase> make_dynamo_database(
    DynamoDatabaseOptions options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock);

/// Creates the table with its indexes, billed per request, waits until it can be used, and lets
/// expired items be removed where that is possible. An existing table is success. Used by tests and
/// with local engines; in AWS, the deployment creates it. Errors: unavailable, internal.
[[nodiscard]] Result<void> create_table(const DynamoDatabaseOptions& options,
                                        aws::CredentialsProvider& credentials,
                                        aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::database::dynamodb
