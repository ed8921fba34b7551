// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/record_snapshots.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"
#include "audmg/database/adapters/dynamodb/snapshot_filter.hpp"
#include "contract/record_snapshots_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

class DynamoDrive {
 public:
  UserRepository& users() { return table_.users(); }
  CredentialRepository& credentials() { return table_.credentials(); }
  SessionRepository& sessions() { return table_.sessions(); }
  AppPasswordRepository& app_passwords() { return table_.app_passwords(); }
  InvitationRepository& invitations() { return table_.invitations(); }
  AuditRepository& audit() { return table_.audit(); }
  FileRepository& files() { return table_.files(); }
  CompanionRepository& companions() { return table_.companions(); }
  FileChangeRepository& changes() { return table_.changes(); }
  TrashRepository& trash() { return table_.trash(); }
  CollectionRepository& collections() { return table_.collections(); }
  UploadRepository& uploads() { return table_.uploads(); }
  UsageRepository& usage() { return table_.usage(); }
  DriveRepository& drive() { return table_.drive(); }
  RecordSnapshots& snapshots() { return table_.database().snapshots(); }

 private:
  dynamodb::DynamoHarness table_;
};

class DynamoDrives {
 public:
  DynamoDrive& live() { return live_; }
  DynamoDrive& target() { return target_; }

 private:
  DynamoDrive live_;
  DynamoDrive target_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, RecordSnapshotsContract, DynamoDrives);

}  // namespace

namespace dynamodb {
namespace {

Item account(const User& user) {
  return std::move(user_key(user.id).set(kG1Pk, kUsersG1Pk).set(kG1Sk, user.id.text()));
}

class SnapshotFilterTest : public testing::Test {
 protected:
  const User ada_ = make_user("ada");
  SnapshotFilter filter_{kNoon};
};

TEST_F(SnapshotFilterTest, LeavesOutWhatWasUploadedLater) {
  ASSERT_TRUE(filter_.keeps(account(ada_)));
  File file = make_file(ada_.id);
  EXPECT_TRUE(filter_.keeps(file_item(file)));
  file.uploaded_at = kNoon + kMaxClockSkew;
  EXPECT_TRUE(filter_.keeps(file_item(file))) << "another server's clock may be ahead";
  file.uploaded_at += std::chrono::milliseconds(1);
  EXPECT_FALSE(filter_.keeps(file_item(file)));
}

TEST_F(SnapshotFilterTest, LeavesOutTheRestOfAUserWhoIsBeingDeleted) {
  EXPECT_FALSE(filter_.keeps(file_item(make_file(ada_.id)))) << "no account came before";
  EXPECT_FALSE(filter_.keeps(deletion_key(ada_.id)));
  ASSERT_TRUE(filter_.keeps(account(ada_)));
  EXPECT_TRUE(filter_.keeps(file_item(make_file(ada_.id))));
  EXPECT_FALSE(filter_.keeps(file_item(make_file(UserId::make(kNoon))))) << "another's partition";
}

TEST_F(SnapshotFilterTest, LeavesOutLaterEvents) {
  ASSERT_TRUE(filter_.keeps(account(ada_)));
  const EventId event = EventId::make(kNoon);
  const FileId file = FileId::make(kNoon);
  const auto at = [](Item item, TimePoint time) {
    return std::move(item.set("happened_at", time));
  };
  const TimePoint late = minutes_after_noon(1);
  EXPECT_TRUE(filter_.keeps(at(event_key(ada_.id, event), kNoon)));
  EXPECT_FALSE(filter_.keeps(at(event_key(ada_.id, event), late)));
  EXPECT_TRUE(filter_.keeps(at(file_event_key(ada_.id, file, event), kNoon)));
  EXPECT_FALSE(filter_.keeps(at(file_event_key(ada_.id, file, event), late)));
  EXPECT_TRUE(filter_.keeps(at(numbered_event_key(ada_.id, 12), kNoon)));
}

TEST_F(SnapshotFilterTest, LeavesOutWhatIsMadeAnewAndKeepsWhatItDoesNotKnow) {
  ASSERT_TRUE(filter_.keeps(account(ada_)));
  EXPECT_FALSE(filter_.keeps(username_key("ada")));
  EXPECT_FALSE(filter_.keeps(object_key_key("orig/a/b")));
  EXPECT_FALSE(filter_.keeps(content_key(ada_.id, std::string(64, 'a'))));
  EXPECT_FALSE(filter_.keeps(usage_key(ada_.id)));
  EXPECT_FALSE(filter_.keeps(lease_key(kKeepObjectsLease)));
  EXPECT_FALSE(filter_.keeps(attempts_key("1")));
  EXPECT_FALSE(filter_.keeps(audit_head_key(audit_pk(ada_.id))));
  EXPECT_TRUE(filter_.keeps(audit_key(ada_.id, AuditEntryId::make(kNoon))));
  EXPECT_TRUE(filter_.keeps(credentials_key(ada_.id)));
  EXPECT_TRUE(filter_.keeps(first_account_key()));
  EXPECT_TRUE(filter_.keeps(drive_key()));
  EXPECT_TRUE(filter_.keeps(key("ALBUM#1", "A"))) << "of a later version";
  EXPECT_TRUE(filter_.keeps(key(owner_pk(ada_.id), "L#1"))) << "of a later version";
  EXPECT_FALSE(filter_.keeps(trash_key(ada_.id, kNoon, FileId::make(kNoon))));
  EXPECT_FALSE(filter_.keeps(collection_count_key(ada_.id)));
  EXPECT_FALSE(filter_.keeps(key(members_pk(ada_.id, CollectionId::make(kNoon)), "a0#1")));
}

TEST_F(SnapshotFilterTest, AFileIsOnlyInCollectionsThatAreKept) {
  ASSERT_TRUE(filter_.keeps(account(ada_)));
  const CollectionId kept = CollectionId::make(kNoon);
  const CollectionId newer = CollectionId::make(kNoon);
  EXPECT_LT(collection_key(ada_.id, kept).text(kSk),
            file_key(ada_.id, FileId::make(kNoon)).text(kSk))
      << "a scan comes to the collections first";
  ASSERT_TRUE(filter_.keeps(collection_key(ada_.id, kept)));
  Item file = file_item(make_file(ada_.id));
  file.set("collections", write_memberships(std::vector<Membership>{{newer, "a1"}, {kept, "a0"}}));
  ASSERT_TRUE(filter_.keeps(file));
  ASSERT_TRUE(filter_.trim(file));
  EXPECT_EQ(read_file(file)->collections, std::vector{kept});
  const User grace = make_user("grace");
  ASSERT_TRUE(filter_.keeps(account(grace)));
  ASSERT_TRUE(filter_.trim(file));
  EXPECT_TRUE(read_file(file)->collections.empty()) << "another's collections";
}

}  // namespace
}  // namespace dynamodb
}  // namespace audmg::database
