// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Every single write, truncate and sync of a whole life of a database fails in turn, once and for
// ever, as broken and as full. Afterwards the database opens clean, nothing acknowledged is lost,
// and once a sync has failed nothing was acknowledged any more.
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace audmg::database {
namespace {

constexpr std::size_t kUsers = 3;
/// The name of files that are deleted again.
constexpr const char* kGone = "gone";

struct Acknowledged {
  std::vector<User> users;
  std::vector<File> files;
  std::vector<File> deleted;
};

struct Scenario {
  DiskFault::Kind kind;
  bool for_ever;
};

class DiskFaultTest : public testing::TestWithParam<Scenario> {
 protected:
  static SqliteDatabaseOptions options(const TemporaryFolder& folder, const WatchedVfs& vfs) {
    return {.file = folder.path() / "audmg.db",
            .readers = 1,
            .checkpoint_frames = 12,
            .vfs = vfs.name()};
  }

  /// A message that names the file as SQL's hex(id) does, and an event.
  static Outbox outbox_of(const File& file) {
    std::string digits = file.id.text();
    std::erase(digits, '-');
    return {.messages = {{"media", digits, "group", kNoon}},
            .events = {{EventId::make(kNoon), "file.uploaded", kNoon}}};
  }

  /// Users come, each adds two files and deletes one. Opening is part of it.
  static DurableImage live(const SqliteDatabaseOptions& options, const WatchedVfs& vfs,
                           Acknowledged& acknowledged) {
    auto database = make_sqlite_database(options);
    if (!database) return vfs.durable_image();
    const bool struck_at_opening = vfs.fault_struck();
    for (std::size_t i = 0; i < kUsers; ++i) {
      const User user = make_user("user" + std::to_string(i));
      const File kept = make_file(user.id);
      File gone = make_file(user.id);
      gone.name = kGone;
      const bool broke =
          GetParam().kind == DiskFault::Kind::broken && vfs.fault_struck() && !struck_at_opening;
      const auto created = (*database)->users().create_user(user);
      EXPECT_FALSE(broke && created) << "acknowledged after a failure that only a restart mends";
      if (!created) continue;
      acknowledged.users.push_back(user);
      for (const File& file : {kept, gone}) {
        const Outbox outbox = file.id == kept.id ? outbox_of(file) : Outbox();
        if (!(*database)->files().add_file({file, std::nullopt, outbox})) continue;
        acknowledged.files.push_back(file);
      }
      if (!acknowledged.files.empty() && acknowledged.files.back().id == gone.id) {
        // From here on nobody knows whether it is there, unless the deletion is acknowledged.
        acknowledged.files.pop_back();
        if ((*database)->files().delete_file(user.id, gone.id, {})) {
          acknowledged.deleted.push_back(gone);
        }
      }
      EXPECT_TRUE((*database)->check_readable());
    }
    return vfs.durable_image();
  }

  static void expect_clean(const SqliteDatabaseOptions& options, const Acknowledged& acknowledged) {
    auto database = make_sqlite_database(options);
    ASSERT_TRUE(database) << database.error().message;
    for (const User& user : acknowledged.users) {
      EXPECT_TRUE(*(*database)->users().find_user(user.id)) << user.username;
    }
    for (const File& file : acknowledged.files) {
      EXPECT_TRUE(*(*database)->files().find_file(file.owner, file.id));
    }
    for (const File& file : acknowledged.deleted) {
      EXPECT_FALSE(*(*database)->files().find_file(file.owner, file.id));
    }
    EXPECT_TRUE((*database)->users().create_user(make_user("afterwards")));
    database->reset();
    auto connection = sqlite::Connection::open({.file = options.file});
    EXPECT_EQ(*connection->query_text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(*connection->query_integer("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    EXPECT_EQ(*connection->query_integer(
                  "SELECT count(*) FROM files WHERE name <> 'gone' AND (NOT EXISTS (SELECT 1"
                  " FROM messages WHERE body = lower(hex(files.id))) OR NOT EXISTS (SELECT 1"
                  " FROM events WHERE events.owner = files.owner AND events.file = files.id))"),
              0)
        << "a file without what goes along with it";
  }
};

TEST_P(DiskFaultTest, EveryFailureLeavesACleanDatabaseWithAllThatWasAcknowledged) {
  int nth = 1;
  for (;; ++nth) {
    SCOPED_TRACE(nth);
    TemporaryFolder folder;
    WatchedVfs vfs;
    vfs.set_fault({.nth = nth, .kind = GetParam().kind, .for_ever = GetParam().for_ever});
    Acknowledged acknowledged;
    const DurableImage at_power_cut = live(options(folder, vfs), vfs, acknowledged);
    const bool struck = vfs.fault_struck();
    vfs.set_fault({});
    // The process starts again on the same machine.
    expect_clean(options(folder, vfs), acknowledged);
    // The machine lost its power instead.
    vfs.restore(at_power_cut);
    expect_clean(options(folder, vfs), acknowledged);
    if (!struck) {
      EXPECT_EQ(acknowledged.users.size(), kUsers);
      EXPECT_EQ(acknowledged.files.size(), kUsers);
      EXPECT_EQ(acknowledged.deleted.size(), kUsers);
      break;
    }
    if (HasFailure()) return;
  }
  // The sweep reached the log, the checkpoints and the closing.
  EXPECT_GT(nth, 100);
  RecordProperty("failures", nth - 1);
}

INSTANTIATE_TEST_SUITE_P(All, DiskFaultTest,
                         testing::Values(Scenario{DiskFault::Kind::broken, false},
                                         Scenario{DiskFault::Kind::broken, true},
                                         Scenario{DiskFault::Kind::full, false},
                                         Scenario{DiskFault::Kind::full, true}),
                         [](const auto& scenario) {
                           const bool broken = scenario.param.kind == DiskFault::Kind::broken;
                           return std::string(broken ? "Broken" : "Full") +
                                  (scenario.param.for_ever ? "ForEver" : "Once");
                         });

}  // namespace
}  // namespace audmg::database
