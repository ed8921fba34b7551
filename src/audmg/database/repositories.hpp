// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

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
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"

namespace audmg::database {

/// All ports of one database.
struct Repositories {
  UserRepository& users;
  CredentialRepository& credentials;
  SessionRepository& sessions;
  AppPasswordRepository& app_passwords;
  InvitationRepository& invitations;
  AuditRepository& audit;
  AttemptRepository& attempts;
  FileRepository& files;
  CompanionRepository& companions;
  FileChangeRepository& changes;
  TrashRepository& trash;
  CollectionRepository& collections;
  ProcessingRepository& processing;
  EventRepository& events;
  UploadRepository& uploads;
  UsageRepository& usage;
  IdempotencyRepository& idempotency;
  IntegrityRepository& integrity;
  TombstoneRepository& tombstones;
  DriveRepository& drive;
};

/// Returns the ports of an adapter's database, which must outlive them.
template <class Database>
[[nodiscard]] Repositories repositories_of(Database& database) {
  return {.users = database.users(),
          .credentials = database.credentials(),
          .sessions = database.sessions(),
          .app_passwords = database.app_passwords(),
          .invitations = database.invitations(),
          .audit = database.audit(),
          .attempts = database.attempts(),
          .files = database.files(),
          .companions = database.companions(),
          .changes = database.changes(),
          .trash = database.trash(),
          .collections = database.collections(),
          .processing = database.processing(),
          .events = database.events(),
          .uploads = database.uploads(),
          .usage = database.usage(),
          .idempotency = database.idempotency(),
          .integrity = database.integrity(),
          .tombstones = database.tombstones(),
          .drive = database.drive()};
}

}  // namespace audmg::database
