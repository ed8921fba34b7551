// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "contract/record_snapshots_contract.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>

namespace audmg::database {
namespace {

class SqliteDrive {
 public:
  UserRepository& users() { return database().users(); }
  CredentialRepository& credentials() { return database().credentials(); }
  SessionRepository& sessions() { return database().sessions(); }
  AppPasswordRepository& app_passwords() { return database().app_passwords(); }
  InvitationRepository& invitations() { return database().invitations(); }
  AuditRepository& audit() { return database().audit(); }
  FileRepository& files() { return database().files(); }
  CompanionRepository& companions() { return database().companions(); }
  FileChangeRepository& changes() { return database().changes(); }
  TrashRepository& trash() { return database().trash(); }
  CollectionRepository& collections() { return database().collections(); }
  UploadRepository& uploads() { return database().uploads(); }
  UsageRepository& usage() { return database().usage(); }
  DriveRepository& drive() { return database().drive(); }
  RecordSnapshots& snapshots() { return *snapshots_; }

 private:
  /// Opened when it is first used: a restore makes the file.
  SqliteDatabase& database() {
    if (database_ == nullptr) {
      auto opened = make_sqlite_database({.file = file_});
      AUDMG_ASSERT(opened.has_value());
      database_ = *std::move(opened);
    }
    return *database_;
  }

  TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "audmg.db";
  std::unique_ptr<RecordSnapshots> snapshots_ = make_sqlite_record_snapshots(file_);
  std::unique_ptr<SqliteDatabase> database_;
};

class SqliteDrives {
 public:
  SqliteDrive& live() { return live_; }
  SqliteDrive& target() { return target_; }

 private:
  SqliteDrive live_;
  SqliteDrive target_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RecordSnapshotsContract, SqliteDrives);

TEST(SqliteRecordSnapshotsTest, RefusesWhatIsNoSnapshotOfOurs) {
  SqliteDrive drive;
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "text") << "this is no database at all, but long enough to look at";
  const auto restored = drive.snapshots().restore_snapshot(folder.path() / "text");
  EXPECT_FALSE(restored);
}

}  // namespace
}  // namespace audmg::database
