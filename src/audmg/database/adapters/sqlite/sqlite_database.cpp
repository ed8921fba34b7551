// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"

#include "audmg/database/adapters/sqlite/memory_attempts.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/writer_connection.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"

#include <utility>

namespace audmg::database {
namespace {

class OpenSqliteDatabase final : public SqliteDatabase {
 public:
  OpenSqliteDatabase(std::unique_ptr<GroupCommitWriter> writer, std::unique_ptr<ReaderPool> readers,
                     const ReportUnreadableRow& report)
      : writer_(std::move(writer)),
        readers_(std::move(readers)),
        users_(make_user_repository({*writer_, *readers_})),
        credentials_(make_credential_repository({*writer_, *readers_})),
        sessions_(make_session_repository({*writer_, *readers_})),
        app_passwords_(make_app_password_repository({*writer_, *readers_})),
        invitations_(make_invitation_repository({*writer_, *readers_})),
        audit_(make_audit_repository({*writer_, *readers_})),
        files_(make_file_repository({*writer_, *readers_}, report)),
        companions_(make_companion_repository({*writer_, *readers_})),
        changes_(make_file_change_repository({*writer_, *readers_})),
        trash_(make_trash_repository({*writer_, *readers_}, report)),
        collections_(make_collection_repository({*writer_, *readers_})),
        processing_(make_processing_repository({*writer_, *readers_})),
        events_(make_event_repository({*writer_, *readers_})),
        uploads_(make_upload_repository({*writer_, *readers_}, report)),
        usage_(make_usage_repository({*writer_, *readers_})),
        idempotency_(make_idempotency_repository({*writer_, *readers_})),
        integrity_(make_integrity_repository({*writer_, *readers_}, report)),
        tombstones_(make_tombstone_repository({*writer_, *readers_}, report)),
        drive_(make_drive_repository({*writer_, *readers_})) {}

  UserRepository& users() noexcept override { return *users_; }
  CredentialRepository& credentials() noexcept override { return *credentials_; }
  SessionRepository& sessions() noexcept override { return *sessions_; }
  AppPasswordRepository& app_passwords() noexcept override { return *app_passwords_; }
  InvitationRepository& invitations() noexcept override { return *invitations_; }
  AuditRepository& audit() noexcept override { return *audit_; }
  AttemptRepository& attempts() noexcept override { return attempts_; }
  FileRepository& files() noexcept override { return *files_; }
  CompanionRepository& companions() noexcept override { return *companions_; }
  FileChangeRepository& changes() noexcept override { return *changes_; }
  TrashRepository& trash() noexcept override { return *trash_; }
  CollectionRepository& collections() noexcept override { return *collections_; }
  ProcessingRepository& processing() noexcept override { return *processing_; }
  EventRepository& events() noexcept override { return *events_; }
  UploadRepository& uploads() noexcept override { return *uploads_; }
  UsageRepository& usage() noexcept override { return *usage_; }
  IdempotencyRepository& idempotency() noexcept override { return *idempotency_; }
  IntegrityRepository& integrity() noexcept override { return *integrity_; }
  TombstoneRepository& tombstones() noexcept override { return *tombstones_; }
  DriveRepository& drive() noexcept override { return *drive_; }

  Connections connections() noexcept override { return {*writer_, *readers_}; }

  Result<void> check_readable() override {
    return readers_->read([](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(connection.query_integer("SELECT EXISTS (SELECT 1 FROM users)"));
      return {};
    });
  }

  bool takes_writes() const noexcept override { return writer_->takes_writes(); }

  SqliteDatabaseStatistics statistics() const override {
    const sqlite::WriterStatistics writer = writer_->statistics();
    return {writer.writes, writer.commits, writer.checkpoints, writer.waiting};
  }

 private:
  // The writer outlives the readers, so that it is the one that empties the log at the end.
  std::unique_ptr<GroupCommitWriter> writer_;
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<UserRepository> users_;
  std::unique_ptr<CredentialRepository> credentials_;
  std::unique_ptr<SessionRepository> sessions_;
  std::unique_ptr<AppPasswordRepository> app_passwords_;
  std::unique_ptr<InvitationRepository> invitations_;
  std::unique_ptr<AuditRepository> audit_;
  MemoryAttempts attempts_;
  std::unique_ptr<FileRepository> files_;
  std::unique_ptr<CompanionRepository> companions_;
  std::unique_ptr<FileChangeRepository> changes_;
  std::unique_ptr<TrashRepository> trash_;
  std::unique_ptr<CollectionRepository> collections_;
  std::unique_ptr<ProcessingRepository> processing_;
  std::unique_ptr<EventRepository> events_;
  std::unique_ptr<UploadRepository> uploads_;
  std::unique_ptr<UsageRepository> usage_;
  std::unique_ptr<IdempotencyRepository> idempotency_;
  std::unique_ptr<IntegrityRepository> integrity_;
  std::unique_ptr<TombstoneRepository> tombstones_;
  std::unique_ptr<DriveRepository> drive_;
};

}  // namespace

Result<std::unique_ptr<SqliteDatabase>> make_sqlite_database(const SqliteDatabaseOptions& options) {
  AUDMG_TRY(sqlite::Connection connection, open_writer_connection(options));
  auto writer =
      std::make_unique<GroupCommitWriter>(std::move(connection), options.checkpoint_frames);
  AUDMG_TRY(auto readers,
            ReaderPool::open(
                {.file = options.file, .busy_timeout = options.busy_timeout, .vfs = options.vfs},
                options.readers));
  return std::make_unique<OpenSqliteDatabase>(std::move(writer), std::move(readers),
                                              options.report_unreadable);
}

}  // namespace audmg::database
