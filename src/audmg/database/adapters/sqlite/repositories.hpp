// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/unreadable_rows.hpp"
#include "audmg/lib/sqlite/connections.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <memory>

namespace audmg::database {

class AppPasswordRepository;
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
class SessionRepository;
class TombstoneRepository;
class TrashRepository;
class UploadRepository;
class UsageRepository;
class UserRepository;

// The names that every repository here uses.
using sqlite::change_rows;
using sqlite::Connections;
using sqlite::find_row;
using sqlite::GroupCommitWriter;
using sqlite::IdBytes;
using sqlite::list_rows;
using sqlite::milliseconds;
using sqlite::read_id;
using sqlite::read_time;
using sqlite::ReaderPool;

[[nodiscard]] std::unique_ptr<UserRepository> make_user_repository(Connections connections);
[[nodiscard]] std::unique_ptr<CredentialRepository> make_credential_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<SessionRepository> make_session_repository(Connections connections);
[[nodiscard]] std::unique_ptr<AppPasswordRepository> make_app_password_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<InvitationRepository> make_invitation_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<AuditRepository> make_audit_repository(Connections connections);
[[nodiscard]] std::unique_ptr<FileRepository> make_file_repository(Connections connections,
                                                                   ReportUnreadableRow report);
[[nodiscard]] std::unique_ptr<CompanionRepository> make_companion_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<FileChangeRepository> make_file_change_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<TrashRepository> make_trash_repository(Connections connections,
                                                                     ReportUnreadableRow report);
[[nodiscard]] std::unique_ptr<CollectionRepository> make_collection_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<ProcessingRepository> make_processing_repository(
    Connections connections);
[[nodiscard]] std::unique_ptr<EventRepository> make_event_repository(Connections connections);
[[nodiscard]] std::unique_ptr<UploadRepository> make_upload_repository(Connections connections,
                                                                       ReportUnreadableRow report);
[[nodiscard]] std::unique_ptr<UsageRepository> make_usage_repository(Connections connections);
[[nodiscard]] std::unique_ptr<DriveRepository> make_drive_repository(Connections connections);
[[nodiscard]] std::unique_ptr<IntegrityRepository> make_integrity_repository(
    Connections connections, ReportUnreadableRow report);
[[nodiscard]] std::unique_ptr<TombstoneRepository> make_tombstone_repository(
    Connections connections, ReportUnreadableRow report);
[[nodiscard]] std::unique_ptr<IdempotencyRepository> make_idempotency_repository(
    Connections connections);

/// Runs a constant "DELETE ... LIMIT" that takes the time `now`, or the id `before`, as its
/// parameter, one group commit after the other, until nothing is left, so that a long clean-up does
/// not hold up other writes.
[[nodiscard]] Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql,
                                            TimePoint now);
[[nodiscard]] Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql,
                                            const IdBytes& before);

}  // namespace audmg::database
