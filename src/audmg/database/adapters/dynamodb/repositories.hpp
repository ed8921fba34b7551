// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <memory>

namespace audmg {
class Clock;
}  // namespace audmg
namespace audmg::database {
class AppPasswordRepository;
class AttemptRepository;
class AuditRepository;
class CollectionRepository;
class CompanionRepository;
class CredentialRepository;
class DriveRepository;
class EventRepository;
class FileChangeRepository;
class FileRepository;
class IdempotencyRepository;
class IntegrityRepository;
class InvitationRepository;
class ProcessingRepository;
class RecordSnapshots;
class SessionRepository;
class TombstoneRepository;
class TrashRepository;
class UploadRepository;
class UsageRepository;
class UserRepository;
}  // namespace audmg::database

// The repositories over one table, which must outlive them.

namespace audmg::database::dynamodb {

class OutboxRelay;

[[nodiscard]] std::unique_ptr<UserRepository> make_user_repository(Table& table,
                                                                   const Clock& clock);
[[nodiscard]] std::unique_ptr<CredentialRepository> make_credential_repository(Table& table);
[[nodiscard]] std::unique_ptr<SessionRepository> make_session_repository(Table& table);
[[nodiscard]] std::unique_ptr<AppPasswordRepository> make_app_password_repository(Table& table);
[[nodiscard]] std::unique_ptr<InvitationRepository> make_invitation_repository(Table& table);
[[nodiscard]] std::unique_ptr<AuditRepository> make_audit_repository(Table& table);
[[nodiscard]] std::unique_ptr<AttemptRepository> make_attempt_repository(Table& table);
[[nodiscard]] std::unique_ptr<FileRepository> make_file_repository(Table& table, OutboxRelay& relay,
                                                                   UserRepository& users);
[[nodiscard]] std::unique_ptr<CompanionRepository> make_companion_repository(Table& table,
                                                                             OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<FileChangeRepository> make_file_change_repository(Table& table,
                                                                                OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<TrashRepository> make_trash_repository(Table& table);
[[nodiscard]] std::unique_ptr<CollectionRepository> make_collection_repository(Table& table,
                                                                               OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<ProcessingRepository> make_processing_repository(Table& table,
                                                                               OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<EventRepository> make_event_repository(Table& table);
[[nodiscard]] std::unique_ptr<UploadRepository> make_upload_repository(Table& table);
[[nodiscard]] std::unique_ptr<UsageRepository> make_usage_repository(Table& table);
[[nodiscard]] std::unique_ptr<IdempotencyRepository> make_idempotency_repository(Table& table);
[[nodiscard]] std::unique_ptr<IntegrityRepository> make_integrity_repository(Table& table,
                                                                             OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<TombstoneRepository> make_tombstone_repository(Table& table);
[[nodiscard]] std::unique_ptr<DriveRepository> make_drive_repository(Table& table);
[[nodiscard]] std::unique_ptr<RecordSnapshots> make_record_snapshots(Table& table,
                                                                     const Clock& clock);

/// Removes the sessions of a user, except `kept` (empty: none is kept).
[[nodiscard]] Result<void> end_sessions(Table& table, const UserId& owner, const SessionId& kept);

/// Removes everything in a deleted user's partitions, writes tombstones for the objects, and
/// finally removes the mark of deletion_key(). The audit log stays.
[[nodiscard]] Result<void> finish_deletion(Table& table, const UserId& owner);

}  // namespace audmg::database::dynamodb
