// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "contract/lost_answers_contract.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace audmg::database {
namespace {

/// Loses the answer of a COMMIT by failing the sync of its log. There is no second try: the process
/// restarts and finds the commit in the log (Loss::once), or the machine has lost its power and the
/// commit with it (Loss::every_try).
class FailingSyncHarness {
 public:
  static constexpr bool kTriesAgain = false;

  FailingSyncHarness() { open(); }

  UserRepository& users() { return database_->users(); }
  CredentialRepository& credentials() { return database_->credentials(); }
  AuditRepository& audit() { return database_->audit(); }
  SessionRepository& sessions() { return database_->sessions(); }
  FileRepository& files() { return database_->files(); }
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

  void lose_answers(Loss loss) {
    loses_power_ = loss == Loss::every_try;
    vfs_.set_fault(
        {.nth = 1, .kind = DiskFault::Kind::broken, .for_ever = false, .only_syncs = true});
  }

  void recover() {
    EXPECT_TRUE(vfs_.fault_struck());
    const DurableImage at_power_cut = vfs_.durable_image();
    database_.reset();
    vfs_.set_fault({});
    if (loses_power_) vfs_.restore(at_power_cut);
    open();
  }

 private:
  void open() {
    auto database = make_sqlite_database({.file = folder_.path() / "audmg.db", .vfs = vfs_.name()});
    AUDMG_ASSERT(database.has_value());
    database_ = *std::move(database);
  }

  TemporaryFolder folder_;
  WatchedVfs vfs_;
  bool loses_power_ = false;
  std::unique_ptr<SqliteDatabase> database_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LostAnswersContract, testing::Types<FailingSyncHarness>);

}  // namespace
}  // namespace audmg::database
