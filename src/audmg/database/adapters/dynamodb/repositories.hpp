// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <memory>

// The repositories over one table, which must outlive them.

namespace audmg::database::dynamodb {

[[nodiscard]] std::unique_ptr<UserRepository> make_user_repository(Table& table,
                                                                   const Clock& clock);
[[nodiscard]] std::unique_ptr<SessionRepository> make_session_repository(Table& table);
[[nodiscard]] std::unique_ptr<FileRepository> make_file_repository(Table& table, OutboxRelay& relay,
                                                                   UserRepository& users);
[[nodiscard]] std::unique_ptr<CompanionRepository> make_companion_repository(Table& table,
                                                                             OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<ProcessingRepository> make_processing_repository(Table& table,
                                                                               OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<EventRepository> make_event_repository(Table& table);
[[nodiscard]] std::unique_ptr<UploadRepository> make_upload_repository(Table& table);
[[nodiscard]] std::unique_ptr<IdempotencyRepository> make_idempotency_repository(Table& table);
[[nodiscard]] std::unique_ptr<IntegrityRepository> make_integrity_repository(Table& table,
                                                                             OutboxRelay& relay);
[[nodiscard]] std::unique_ptr<TombstoneRepository> make_tombstone_repository(Table& table);
[[nodiscard]] std::unique_ptr<DriveRepository> make_drive_repository(Table& table);
[[nodiscard]] std::unique_ptr<RecordSnapshots> make_record_snapshots(Table& table,
                                                                     const Clock& clock);

/// Removes everything in a deleted user's partition, writes tombstones for the objects, and finally
/// removes the mark of deletion_key().
[[nodiscard]] Result<void> finish_deletion(Table& table, const UserId& owner);

}  // namespace audmg::database::dynamodb
