// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"

#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/usage_count.hpp"

#include <atomic>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// A deletion this old has been abandoned by its process.
constexpr std::chrono::minutes kDeletionGrace{5};
constexpr std::size_t kMaxDeletions = 10;

aws::ServiceOptions service_options(const DynamoDatabaseOptions& options) {
  return {.endpoint = options.endpoint,
          .scope = {options.region, "dynamodb"},
          .protocol = aws::Protocol::json,
          .retry = options.retry};
}

class Database final : public DynamoDatabase {
 public:
  Database(DynamoDatabaseOptions options, aws::CredentialsProvider& credentials,
           aws::HttpTransport& transport, const Clock& clock)
      : client_(service_options(options), credentials, transport, clock),
        table_(options.table, client_, options.report_unreadable),
        relay_(table_, std::move(options.send), clock),
        users_(make_user_repository(table_, clock)),
        credentials_(make_credential_repository(table_)),
        sessions_(make_session_repository(table_)),
        app_passwords_(make_app_password_repository(table_)),
        invitations_(make_invitation_repository(table_)),
        audit_(make_audit_repository(table_)),
        attempts_(make_attempt_repository(table_)),
        files_(make_file_repository(table_, relay_, *users_)),
        companions_(make_companion_repository(table_, relay_)),
        changes_(make_file_change_repository(table_, relay_)),
        trash_(make_trash_repository(table_)),
        collections_(make_collection_repository(table_, relay_)),
        processing_(make_processing_repository(table_, relay_)),
        events_(make_event_repository(table_)),
        uploads_(make_upload_repository(table_)),
        usage_(make_usage_repository(table_)),
        idempotency_(make_idempotency_repository(table_)),
        integrity_(make_integrity_repository(table_, relay_)),
        tombstones_(make_tombstone_repository(table_)),
        drive_(make_drive_repository(table_)),
        snapshots_(make_record_snapshots(table_, clock)) {}

  UserRepository& users() noexcept override { return *users_; }
  CredentialRepository& credentials() noexcept override { return *credentials_; }
  SessionRepository& sessions() noexcept override { return *sessions_; }
  AppPasswordRepository& app_passwords() noexcept override { return *app_passwords_; }
  InvitationRepository& invitations() noexcept override { return *invitations_; }
  AuditRepository& audit() noexcept override { return *audit_; }
  AttemptRepository& attempts() noexcept override { return *attempts_; }
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
  RecordSnapshots& snapshots() noexcept override { return *snapshots_; }

  Result<void> check_readable() override {
    AUDMG_TRY([[maybe_unused]] const auto nothing, table_.get(key("READY", "A")));
    return {};
  }

  Result<std::size_t> recover_abandoned(TimePoint now) override {
    AUDMG_TRY(std::size_t done, relay_.send_due(now));
    AUDMG_TRY(const auto deletions,
              find_due(table_, Due::deletion, now - kDeletionGrace, kMaxDeletions));
    constexpr std::size_t kPrefixBytes = 2;
    for (const Item& item : deletions) {
      const auto owner = UserId::parse(item.text(kPk).substr(kPrefixBytes));
      if (!owner) return fail(ErrorCode::corrupt, "dynamodb: a deletion of nobody");
      AUDMG_CHECK(finish_deletion(table_, *owner));
      ++done;
    }
    if (!is_everything_counted_) {
      AUDMG_TRY(const EarlierFiles earlier, count_earlier_files(table_, now));
      is_everything_counted_ = earlier.is_done;
    }
    return done;
  }

 private:
  /// Saves reading the mark of count_earlier_files() again and again.
  std::atomic<bool> is_everything_counted_ = false;
  aws::ServiceClient client_;
  Table table_;
  OutboxRelay relay_;
  std::unique_ptr<UserRepository> users_;
  std::unique_ptr<CredentialRepository> credentials_;
  std::unique_ptr<SessionRepository> sessions_;
  std::unique_ptr<AppPasswordRepository> app_passwords_;
  std::unique_ptr<InvitationRepository> invitations_;
  std::unique_ptr<AuditRepository> audit_;
  std::unique_ptr<AttemptRepository> attempts_;
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
  std::unique_ptr<RecordSnapshots> snapshots_;
};

}  // namespace

std::unique_ptr<DynamoDatabase> make_dynamo_database(DynamoDatabaseOptions options,
                                                     aws::CredentialsProvider& credentials,
                                                     aws::HttpTransport& transport,
                                                     const Clock& clock) {
  return std::make_unique<Database>(std::move(options), credentials, transport, clock);
}

}  // namespace audmg::database::dynamodb
