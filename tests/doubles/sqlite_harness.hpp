// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "doubles/failing_app_password_repository.hpp"
#include "doubles/failing_attempt_repository.hpp"
#include "doubles/failing_audit_repository.hpp"
#include "doubles/failing_collection_repository.hpp"
#include "doubles/failing_companion_repository.hpp"
#include "doubles/failing_credential_repository.hpp"
#include "doubles/failing_drive_repository.hpp"
#include "doubles/failing_event_repository.hpp"
#include "doubles/failing_file_change_repository.hpp"
#include "doubles/failing_file_repository.hpp"
#include "doubles/failing_idempotency_repository.hpp"
#include "doubles/failing_integrity_repository.hpp"
#include "doubles/failing_invitation_repository.hpp"
#include "doubles/failing_processing_repository.hpp"
#include "doubles/failing_session_repository.hpp"
#include "doubles/failing_tombstone_repository.hpp"
#include "doubles/failing_trash_repository.hpp"
#include "doubles/failing_upload_repository.hpp"
#include "doubles/failing_usage_repository.hpp"
#include "doubles/failing_user_repository.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace audmg::database {

/// The repositories of an empty database in its own folder.
class SqliteHarness {
 public:
  SqliteHarness() {
    auto database = make_sqlite_database({.file = folder_.path() / "audmg.db"});
    AUDMG_ASSERT(database.has_value());
    database_ = *std::move(database);
  }

  UserRepository& users() { return database_->users(); }
  CredentialRepository& credentials() { return database_->credentials(); }
  SessionRepository& sessions() { return database_->sessions(); }
  AppPasswordRepository& app_passwords() { return database_->app_passwords(); }
  InvitationRepository& invitations() { return database_->invitations(); }
  AuditRepository& audit() { return database_->audit(); }
  AttemptRepository& attempts() { return database_->attempts(); }
  FileRepository& files() { return database_->files(); }
  CompanionRepository& companions() { return database_->companions(); }
  FileChangeRepository& changes() { return database_->changes(); }
  TrashRepository& trash() { return database_->trash(); }
  CollectionRepository& collections() { return database_->collections(); }
  ProcessingRepository& processing() { return database_->processing(); }
  EventRepository& events() { return database_->events(); }
  UploadRepository& uploads() { return database_->uploads(); }
  UsageRepository& usage() { return database_->usage(); }
  IdempotencyRepository& idempotency() { return database_->idempotency(); }
  IntegrityRepository& integrity() { return database_->integrity(); }
  TombstoneRepository& tombstones() { return database_->tombstones(); }
  DriveRepository& drive() { return database_->drive(); }
  SqliteDatabase& database() { return *database_; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> database_;
};

/// The same repositories behind failing doubles, which forward every call until told otherwise.
class FailingHarness {
 public:
  UserRepository& users() { return users_; }
  CredentialRepository& credentials() { return credentials_; }
  SessionRepository& sessions() { return sessions_; }
  AppPasswordRepository& app_passwords() { return app_passwords_; }
  InvitationRepository& invitations() { return invitations_; }
  AuditRepository& audit() { return audit_; }
  AttemptRepository& attempts() { return attempts_; }
  FileRepository& files() { return files_; }
  CompanionRepository& companions() { return companions_; }
  FileChangeRepository& changes() { return changes_; }
  TrashRepository& trash() { return trash_; }
  CollectionRepository& collections() { return collections_; }
  ProcessingRepository& processing() { return processing_; }
  EventRepository& events() { return events_; }
  UploadRepository& uploads() { return uploads_; }
  UsageRepository& usage() { return usage_; }
  IdempotencyRepository& idempotency() { return idempotency_; }
  IntegrityRepository& integrity() { return integrity_; }
  TombstoneRepository& tombstones() { return tombstones_; }
  DriveRepository& drive() { return drive_; }
  SqliteDatabase& database() { return inner_.database(); }
  FailurePlan& plan() { return plan_; }

 private:
  SqliteHarness inner_;
  FailurePlan plan_;
  FailingUserRepository users_{inner_.users(), plan_};
  FailingCredentialRepository credentials_{inner_.credentials(), plan_};
  FailingSessionRepository sessions_{inner_.sessions(), plan_};
  FailingAppPasswordRepository app_passwords_{inner_.app_passwords(), plan_};
  FailingInvitationRepository invitations_{inner_.invitations(), plan_};
  FailingAuditRepository audit_{inner_.audit(), plan_};
  FailingAttemptRepository attempts_{inner_.attempts(), plan_};
  FailingFileRepository files_{inner_.files(), plan_};
  FailingCompanionRepository companions_{inner_.companions(), plan_};
  FailingFileChangeRepository changes_{inner_.changes(), plan_};
  FailingTrashRepository trash_{inner_.trash(), plan_};
  FailingCollectionRepository collections_{inner_.collections(), plan_};
  FailingProcessingRepository processing_{inner_.processing(), plan_};
  FailingEventRepository events_{inner_.events(), plan_};
  FailingUploadRepository uploads_{inner_.uploads(), plan_};
  FailingUsageRepository usage_{inner_.usage(), plan_};
  FailingIdempotencyRepository idempotency_{inner_.idempotency(), plan_};
  FailingIntegrityRepository integrity_{inner_.integrity(), plan_};
  FailingTombstoneRepository tombstones_{inner_.tombstones(), plan_};
  FailingDriveRepository drive_{inner_.drive(), plan_};
};

}  // namespace audmg::database
