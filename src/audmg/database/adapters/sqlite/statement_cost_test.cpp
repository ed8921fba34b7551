// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// The cost of a request must not grow with the number of rows. Counted in steps of SQLite's virtual
// machine, which are the same on every machine.
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/writer_connection.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

/// Reads and resets one counter of every prepared statement.
std::map<std::string, int> counters(sqlite::Connection& connection, int counter) {
  std::map<std::string, int> counts;
  sqlite3_stmt* statement = nullptr;
  while ((statement = ::sqlite3_next_stmt(connection.handle(), statement)) != nullptr) {
    counts[::sqlite3_sql(statement)] += ::sqlite3_stmt_status(statement, counter, 1);
  }
  return counts;
}

class StatementCostTest : public testing::Test {
 protected:
  std::map<std::string, int> count(int counter) {
    std::map<std::string, int> counts;
    EXPECT_TRUE(writer_->submit([&](sqlite::Connection& connection) -> Result<void> {
      counts = counters(connection, counter);
      return {};
    }));
    EXPECT_TRUE(readers_->read([&](sqlite::Connection& connection) -> Result<void> {
      counts.merge(counters(connection, counter));
      return {};
    }));
    return counts;
  }

  void add_files(int number) {
    for (int i = 0; i < number; ++i) {
      const FileKind kind = i % 2 == 0 ? FileKind::image : FileKind::audio;
      ASSERT_TRUE(files_->add_file({make_file(user_.id, kind), std::nullopt, outbox()}));
    }
  }

  static Outbox outbox() {
    return {{{"media", "body", "ada", kNoon}}, {{EventId::make(kNoon), "file.uploaded", kNoon}}};
  }

  /// One call of every method, except for those whose cost is the number of rows they remove.
  void use_everything() {
    const File file = make_file(user_.id);
    const Session session = make_session(user_.id);
    const Upload upload = make_upload(user_.id);
    const BeginIdempotentRequest begin{
        {"anonymous", "key"}, "print", kNoon, minutes_after_noon(1), minutes_after_noon(60)};
    EXPECT_TRUE(users_->create_user(make_user("grace")));
    EXPECT_TRUE(*users_->find_user_by_username("ada"));
    EXPECT_TRUE(*users_->find_user_by_email("ada@example.org"));
    EXPECT_TRUE(*users_->had_account());
    EXPECT_TRUE(*users_->find_user(user_.id));
    EXPECT_TRUE(users_->list_users({}, 1));
    EXPECT_TRUE(users_->change_user(user_.id, {.email = "ada@example.org", .language = "de"}));
    use_credentials();
    EXPECT_TRUE(users_->set_disabled(user_.id, false));
    EXPECT_TRUE(sessions_->create_session(session));
    EXPECT_TRUE(sessions_->renew_session({.id = session.id,
                                          .owner = user_.id,
                                          .generation = 1,
                                          .now = kNoon,
                                          .expires_at = minutes_after_noon(1),
                                          .max_lifetime = std::chrono::hours(24)}));
    EXPECT_EQ(sessions_->list_sessions(user_.id, kNoon)->size(), 1U);
    EXPECT_TRUE(sessions_->stamp_session(user_.id, session.id, kNoon));
    EXPECT_TRUE(sessions_->delete_other_sessions(user_.id, session.id));
    EXPECT_TRUE(*sessions_->find_session(user_.id, session.id));
    EXPECT_TRUE(sessions_->delete_session(user_.id, session.id));
    EXPECT_EQ(
        uploads_->create_upload(upload, {.max_open = 10, .quota = 1'000'000'000'000}, nullptr),
        CreateUploadOutcome::created);
    EXPECT_GT(usage_->find_usage(user_.id)->files, 0U);
    EXPECT_TRUE(*uploads_->find_upload(user_.id, upload.id));
    EXPECT_TRUE(uploads_->list_expired_uploads(kNoon, 1));
    EXPECT_TRUE(files_->add_file({file, upload.id, outbox(), std::nullopt, 1'000'000'000'000}));
    EXPECT_TRUE(*files_->find_file(user_.id, file.id));
    EXPECT_TRUE(*files_->find_file_by_sha256(user_.id, file.sha256));
    EXPECT_TRUE(*files_->find_file_by_object_key(user_.id, file.object_key));
    EXPECT_TRUE(files_->list_files({user_.id, {}, {}, 50}));
    EXPECT_TRUE(files_->list_files({user_.id, FileKind::audio, {}, 50}));
    EXPECT_TRUE(files_->list_files({user_.id, FileKind::audio, file.id, 50}));
    const std::vector<std::string> keys{file.object_key};
    EXPECT_TRUE(files_->has_object_keys(keys));
    EXPECT_EQ(files_->look_up_files(std::vector<FileKey>{{user_.id, file.id}})->size(), 1U);
    const auto attempt = *processing_->begin_processing({user_.id, file.id, kNoon});
    EXPECT_TRUE(processing_->finish_processing(
        {user_.id, file.id, attempt->fencing_token, FileStatus::ready, "", "", outbox()}));
    EXPECT_TRUE(processing_->restart_processing({user_.id, file.id, kNoon, {}, outbox()}));
    EXPECT_TRUE(processing_->ask_rendition({user_.id, file.id, "opus", kNoon, {}, {}}));
    const auto another = *processing_->begin_processing({user_.id, file.id, kNoon});
    EXPECT_TRUE(
        processing_->add_renditions({user_.id, file.id, another->fencing_token, "", {"opus"}, {}}));
    EXPECT_TRUE(files_->list_all_files({user_.id, file.id, 50}));
    EXPECT_TRUE(
        events_->add_event(user_.id, file.id, {EventId::make(kNoon), "attempt.failed", kNoon}));
    EXPECT_EQ(events_->list_events({user_.id, "10", 10})->size(), 10U);
    EXPECT_NE(events_->newest_cursor(user_.id), "");
    EXPECT_EQ(events_->list_file_events(user_.id, file.id, 10)->size(), 4U);
    EXPECT_TRUE(events_->delete_events_before(kNoon));
    organise(file.id);
    EXPECT_TRUE(*files_->delete_file(user_.id, file.id, outbox()));
    EXPECT_TRUE(collections_->delete_collection(user_.id, last_collection_, {}, outbox()));
    EXPECT_EQ(uploads_->delete_upload(user_.id, upload.id), false);
    EXPECT_TRUE(idempotency_->begin(begin));
    EXPECT_TRUE(idempotency_->complete(begin.key, 201, "made"));
    EXPECT_TRUE(idempotency_->abandon(begin.key));
    EXPECT_TRUE(idempotency_->delete_expired_records(minutes_after_noon(61)));
    EXPECT_TRUE(sessions_->delete_expired_sessions(kNoon));
    const auto grace = *users_->find_user_by_username("grace");
    EXPECT_TRUE(users_->delete_user(grace->id));
  }

  /// Of the methods of invitations, of which there are few, those that look at one.
  void use_credentials() {
    const AppPassword app_password = make_app_password(user_.id);
    const Invitation invitation = make_invitation();
    const auto stored = *credentials_->find_credentials(user_.id);
    EXPECT_TRUE(credentials_->set_password_hash(user_.id, "hash", {}));
    EXPECT_EQ(credentials_->replace_password_hash(user_.id, "hash", "another"), true);
    EXPECT_EQ(credentials_->replace_factors(user_.id, stored.factors_revision, "{}"), true);
    EXPECT_TRUE(app_passwords_->create_app_password(app_password));
    EXPECT_TRUE(*app_passwords_->find_app_password(user_.id, app_password.id));
    EXPECT_EQ(app_passwords_->list_app_passwords(user_.id)->size(), 1U);
    EXPECT_TRUE(app_passwords_->note_use(user_.id, app_password.id, kNoon));
    EXPECT_EQ(app_passwords_->delete_app_password(user_.id, app_password.id), true);
    EXPECT_TRUE(invitations_->create_invitation(invitation));
    EXPECT_TRUE(*invitations_->find_invitation(invitation.id));
    User eve = make_user("eve");
    EXPECT_EQ(users_->create_user({.user = eve, .only_first = true}, nullptr),
              CreateUserOutcome::not_first);
    EXPECT_EQ(users_->create_user({.user = eve, .invitation = invitation.id}, nullptr),
              CreateUserOutcome::created);
    EXPECT_TRUE(users_->delete_user(eve.id));
    EXPECT_EQ(invitations_->delete_invitation(invitation.id), false);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(audit_->append_entry(make_audit_entry(user_.id)));
    EXPECT_EQ(audit_->list_entries({.user = user_.id, .limit = 2})->size(), 2U);
    EXPECT_EQ(audit_->list_entries({.limit = 2})->size(), 2U);
    EXPECT_TRUE(audit_->delete_entries_before(kNoon));
  }

  /// Changes the file, puts it into a collection and then into the trash.
  void organise(const FileId& file) {
    const auto announce = [](std::span<const File>) { return outbox(); };
    const Collection collection = make_collection(user_.id);
    EXPECT_TRUE(files_->find_files(user_.id, std::vector{file}));
    EXPECT_TRUE(collections_->add_collection({.collection = collection, .outbox = outbox()}));
    EXPECT_TRUE(*collections_->find_collection(user_.id, collection.id));
    EXPECT_TRUE(
        collections_->change_collection({.owner = user_.id,
                                         .id = collection.id,
                                         .change = [](Collection&) -> Result<bool> { return true; },
                                         .outbox = outbox()}));
    const auto oldest = files_->list_all_files({.after_owner = {}, .after_id = {}, .limit = 2});
    const std::vector some{file, oldest->at(0).id, oldest->at(1).id};
    const ChangeMembersRequest members{
        .owner = user_.id, .collection = collection.id, .files = some, .announce = announce};
    EXPECT_EQ(collections_->add_members(members), 3U);
    EXPECT_EQ(collections_->move_members({.members = members, .before = {}})->count, 3U);
    ChangeMembersRequest one = members;
    one.files = {some[2]};
    EXPECT_EQ(collections_->move_members({.members = one, .before = some[1]})->count, 1U);
    EXPECT_EQ(collections_->remove_members(one), 1U);
    EXPECT_EQ(collections_->list_members({.owner = user_.id, .collection = collection.id})->size(),
              2U);
    const auto set_trashed = [&](std::optional<TimePoint> time) {
      EXPECT_TRUE(changes_->change_files({.owner = user_.id,
                                          .files = some,
                                          .change = [&](File& found) -> Result<bool> {
                                            found.edits = "{}";
                                            found.trashed_at = time;
                                            return true;
                                          },
                                          .announce = announce}));
    };
    set_trashed(kNoon);
    EXPECT_EQ(files_->list_files({user_.id, {}, {}, 50})->size(), 50U);
    EXPECT_EQ(files_->list_files({user_.id, FileKind::image, {}, 10})->size(), 10U);
    EXPECT_EQ(trash_->list_trash({.owner = user_.id, .limit = 2})->size(), 2U);
    EXPECT_EQ(collections_->list_trashed_members(user_.id)->size(), 2U);
    EXPECT_EQ(
        trash_->list_overdue_trash({.trashed_before = minutes_after_noon(1), .limit = 2})->size(),
        2U);
    set_trashed(std::nullopt);
    EXPECT_TRUE(collections_->delete_collection(user_.id, collection.id, announce, outbox()));
    EXPECT_TRUE(collections_->list_collections(user_.id)->empty());
    // So that deleting the file takes it out of a collection and out of the trash.
    const Collection last = make_collection(user_.id);
    EXPECT_TRUE(collections_->add_collection({.collection = last}));
    one.collection = last.id;
    one.files = {file};
    EXPECT_EQ(collections_->add_members(one), 1U);
    EXPECT_TRUE(changes_->change_files({.owner = user_.id,
                                        .files = {file},
                                        .change = [](File& found) -> Result<bool> {
                                          found.trashed_at = kNoon;
                                          return true;
                                        },
                                        .announce = announce}));
    last_collection_ = last.id;
  }

  TemporaryFolder folder_;
  SqliteDatabaseOptions options_{.file = folder_.path() / "audmg.db"};
  std::unique_ptr<GroupCommitWriter> writer_ =
      std::make_unique<GroupCommitWriter>(*open_writer_connection(options_), 1000);
  std::unique_ptr<ReaderPool> readers_ = *ReaderPool::open({.file = options_.file}, 1);
  Connections connections_{*writer_, *readers_};
  const ReportUnreadableRow report_ = [](const Error&) {};
  std::unique_ptr<UserRepository> users_ = make_user_repository(connections_);
  std::unique_ptr<CredentialRepository> credentials_ = make_credential_repository(connections_);
  std::unique_ptr<AppPasswordRepository> app_passwords_ =
      make_app_password_repository(connections_);
  std::unique_ptr<InvitationRepository> invitations_ = make_invitation_repository(connections_);
  std::unique_ptr<AuditRepository> audit_ = make_audit_repository(connections_);
  std::unique_ptr<SessionRepository> sessions_ = make_session_repository(connections_);
  std::unique_ptr<FileRepository> files_ = make_file_repository(connections_, report_);
  std::unique_ptr<FileChangeRepository> changes_ = make_file_change_repository(connections_);
  std::unique_ptr<TrashRepository> trash_ = make_trash_repository(connections_, report_);
  std::unique_ptr<CollectionRepository> collections_ = make_collection_repository(connections_);
  std::unique_ptr<ProcessingRepository> processing_ = make_processing_repository(connections_);
  std::unique_ptr<EventRepository> events_ = make_event_repository(connections_);
  std::unique_ptr<UploadRepository> uploads_ = make_upload_repository(connections_, report_);
  std::unique_ptr<UsageRepository> usage_ = make_usage_repository(connections_);
  std::unique_ptr<IdempotencyRepository> idempotency_ = make_idempotency_repository(connections_);
  User user_ = make_user("ada");
  CollectionId last_collection_;
};

TEST_F(StatementCostTest, NoStatementScansOrSortsATable) {
  ASSERT_TRUE(users_->create_user(user_));
  add_files(60);
  use_everything();
  count(SQLITE_STMTSTATUS_FULLSCAN_STEP);
  count(SQLITE_STMTSTATUS_SORT);
  count(SQLITE_STMTSTATUS_AUTOINDEX);
  use_everything();
  for (const int counter :
       {SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT, SQLITE_STMTSTATUS_AUTOINDEX}) {
    const auto counts = count(counter);
    EXPECT_GT(counts.size(), 60U);
    for (const auto& [sql, steps] : counts) EXPECT_EQ(steps, 0) << counter << ": " << sql;
  }
}

// Files in the trash are the newest ones here, so that a walk from the newest would meet them all.
TEST_F(StatementCostTest, AListingPassesOverNoTrash) {
  ASSERT_TRUE(users_->create_user(user_));
  add_files(700);
  const auto steps_of_listings = [&] {
    count(SQLITE_STMTSTATUS_VM_STEP);
    for (const auto kind : {std::optional<FileKind>(), std::optional(FileKind::image)}) {
      const auto page = files_->list_files({user_.id, kind, {}, 50});
      EXPECT_EQ(page->size(), 50U);
      for (const File& file : *page) EXPECT_FALSE(file.trashed_at);
    }
    int sum = 0;
    for (const auto& [sql, steps] : count(SQLITE_STMTSTATUS_VM_STEP)) sum += steps;
    return sum;
  };
  const int without_trash = steps_of_listings();
  std::vector<FileId> newest;
  const auto listed = files_->list_files({user_.id, {}, {}, 500});
  for (const File& file : *listed) newest.push_back(file.id);
  ASSERT_TRUE(changes_->change_files({user_.id, newest,
                                      [](File& file) -> Result<bool> {
                                        file.trashed_at = kNoon;
                                        return true;
                                      },
                                      [](std::span<const File>) { return outbox(); }}));
  EXPECT_LT(steps_of_listings(), 3 * without_trash);
}

TEST_F(StatementCostTest, EveryStatementCostsTheSameInALargeLibrary) {
  ASSERT_TRUE(users_->create_user(user_));
  add_files(200);
  use_everything();
  count(SQLITE_STMTSTATUS_VM_STEP);
  use_everything();
  const auto small = count(SQLITE_STMTSTATUS_VM_STEP);
  add_files(800);
  count(SQLITE_STMTSTATUS_VM_STEP);
  use_everything();
  const auto large = count(SQLITE_STMTSTATUS_VM_STEP);
  EXPECT_EQ(small, large);
}

}  // namespace
}  // namespace audmg::database
