// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/audit_chain.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace audmg::database {

/// What every RecordSnapshots does. `Harness` has two drives, live() with records and target()
/// without, each with users(), credentials(), sessions(), app_passwords(), invitations(), audit(),
/// files(), changes(), trash(), collections(), uploads(), drive() and snapshots(); those of
/// target() are asked for after a restore only, but for snapshots().
template <class Harness>
class RecordSnapshotsContract : public testing::Test {
 protected:
  RecordSnapshotsContract() {
    EXPECT_TRUE(live().users().create_user(make_new_user(ada_), nullptr));
    EXPECT_TRUE(live().users().create_user(make_new_user(grace_), nullptr));
    EXPECT_TRUE(live().drive().set_identity({"drive", 7}));
  }

  auto& live() { return harness_.live(); }
  auto& target() { return harness_.target(); }
  std::filesystem::path path() const { return folder_.path() / "records"; }

  File add_file(const UserId& owner) {
    File file = make_file(owner);
    file.media_record = R"({"image":{"width":4,"height":3,"frames":1}})";
    EXPECT_TRUE(live().files().add_file({file, std::nullopt}));
    return file;
  }

  std::map<std::string, File> read_all(RecordSnapshot& snapshot, std::size_t page) {
    std::map<std::string, File> files;
    for (;;) {
      const auto some = snapshot.next_files(page);
      EXPECT_TRUE(some);
      if (!some || some->empty()) return files;
      EXPECT_LE(some->size(), page);
      for (const File& file : *some) {
        EXPECT_TRUE(files.emplace(file.id.text(), file).second) << "twice";
      }
    }
  }

  Harness harness_;
  TemporaryFolder folder_;
  const User ada_ = make_user("Ada");
  const User grace_ = make_user("Grace");
};

TYPED_TEST_SUITE_P(RecordSnapshotsContract);

TYPED_TEST_P(RecordSnapshotsContract, NamesEveryFileOnce) {
  std::map<std::string, std::string> keys;
  for (int i = 0; i < 7; ++i) {
    const File file = this->add_file(i % 2 == 0 ? this->ada_.id : this->grace_.id);
    keys[file.id.text()] = file.object_key;
  }
  const auto snapshot = this->live().snapshots().create_snapshot(this->path());
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ((*snapshot)->count_files(), 7U);
  const auto files = this->read_all(**snapshot, 3);
  ASSERT_EQ(files.size(), keys.size());
  for (const auto& [id, file] : files) {
    EXPECT_EQ(file.object_key, keys[id]);
    EXPECT_EQ(file.size, 123'456U);
    EXPECT_FALSE(file.media_record.empty());
  }
  const auto identity = (*snapshot)->find_identity();
  ASSERT_TRUE(identity && *identity);
  EXPECT_EQ((*identity)->drive_id, "drive");
  EXPECT_EQ((*identity)->generation, 7U);
}

TYPED_TEST_P(RecordSnapshotsContract, IsPrivateAndNeverReplacesAFile) {
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  EXPECT_EQ(std::filesystem::status(this->path()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto again = this->live().snapshots().create_snapshot(this->path());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
}

TYPED_TEST_P(RecordSnapshotsContract, RestoresWhatWasThereAndNothingLater) {
  const File before = this->add_file(this->ada_.id);
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  const File after = this->add_file(this->ada_.id);
  ASSERT_TRUE(this->live().drive().raise_generation());

  const auto restored = this->target().snapshots().restore_snapshot(this->path());
  ASSERT_TRUE(restored) << restored.error().message;
  auto& target = this->target();
  const auto user = target.users().find_user_by_username("ada");
  ASSERT_TRUE(user && *user);
  EXPECT_EQ((*user)->id, this->ada_.id);
  const auto found = target.files().find_file(this->ada_.id, before.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->sha256, before.sha256);
  EXPECT_EQ((*found)->object_key, before.object_key);
  EXPECT_EQ((*found)->media_record, before.media_record);
  const auto later = target.files().find_file(this->ada_.id, after.id);
  ASSERT_TRUE(later);
  EXPECT_FALSE(later->has_value());
  const auto identity = target.drive().find_identity();
  ASSERT_TRUE(identity && *identity);
  EXPECT_EQ((*identity)->generation, 7U);
}

TYPED_TEST_P(RecordSnapshotsContract, RestoresAccountsWithAllThatBelongsToThem) {
  auto& live = this->live();
  const UserId& owner = this->ada_.id;
  const Session session = make_session(owner);
  const AppPassword app_password = make_app_password(owner);
  const Invitation invitation = make_invitation();
  ASSERT_TRUE(live.users().change_user(
      this->grace_.id, {.email_verified_at = std::optional<TimePoint>(minutes_after_noon(1)),
                        .language = "de",
                        .quota = std::optional<std::uint64_t>(17)}));
  ASSERT_EQ(live.credentials().replace_factors(owner, 0, R"({"totp":{}})"), true);
  ASSERT_TRUE(live.sessions().create_session(session));
  ASSERT_TRUE(live.app_passwords().create_app_password(app_password));
  ASSERT_TRUE(live.invitations().create_invitation(invitation));
  ASSERT_TRUE(live.audit().append_entry(make_audit_entry(owner, "login")));
  ASSERT_TRUE(live.audit().append_entry(make_audit_entry(owner, "password_changed")));
  ASSERT_TRUE(live.snapshots().create_snapshot(this->path()));
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));

  auto& target = this->target();
  EXPECT_EQ((*target.users().find_user(owner))->role, Role::admin);
  const auto grace = *target.users().find_user(this->grace_.id);
  ASSERT_TRUE(grace);
  EXPECT_EQ(grace->role, Role::user);
  EXPECT_EQ(grace->language, "de");
  EXPECT_EQ(grace->email_verified_at, minutes_after_noon(1));
  EXPECT_EQ(grace->quota, 17U);
  const auto credentials = target.credentials().find_credentials(owner);
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->password_hash, "$argon2id$v=19$test");
  EXPECT_EQ(credentials->factors, R"({"totp":{}})");
  EXPECT_EQ(credentials->factors_revision, 1);
  const auto live_session = *target.sessions().find_session(owner, session.id);
  ASSERT_TRUE(live_session);
  EXPECT_EQ(live_session->session.generation, 1);
  EXPECT_TRUE(*target.app_passwords().find_app_password(owner, app_password.id));
  EXPECT_TRUE(*target.invitations().find_invitation(invitation.id));
  const auto entries = target.audit().list_entries({.user = owner});
  ASSERT_TRUE(entries);
  EXPECT_EQ(entries->size(), 2U);
  EXPECT_TRUE(is_chained(*entries));
  EXPECT_EQ(target.users().create_user({.user = make_user("eve"), .only_first = true}, nullptr),
            CreateUserOutcome::not_first);
}

TYPED_TEST_P(RecordSnapshotsContract, ARestoredDriveThatHadAccountsMakesNobodyAnAdmin) {
  for (const User& user : {this->ada_, this->grace_}) {
    ASSERT_TRUE(this->live().users().delete_user(user.id));
  }
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));
  const User user = make_user("eve");
  ASSERT_EQ(this->target().users().create_user(user), CreateUserOutcome::created);
  EXPECT_EQ((*this->target().users().find_user(user.id))->role, Role::user);
}

TYPED_TEST_P(RecordSnapshotsContract, RestoresEditsTrashAndCollections) {
  const auto announce = [](std::span<const File>) { return Outbox{}; };
  const File first = this->add_file(this->ada_.id);
  const File second = this->add_file(this->ada_.id);
  const Collection album = make_collection(this->ada_.id, "Album");
  ASSERT_TRUE(this->live().collections().add_collection({.collection = album}));
  ASSERT_EQ(this->live().collections().add_members({.owner = this->ada_.id,
                                                    .collection = album.id,
                                                    .files = {second.id, first.id},
                                                    .announce = announce}),
            2U);
  ASSERT_TRUE(this->live().changes().change_files({.owner = this->ada_.id,
                                                   .files = {first.id},
                                                   .change = [](File& file) -> Result<bool> {
                                                     file.name = "new.jpg";
                                                     file.edits = R"({"rating":5})";
                                                     file.trashed_at = kNoon;
                                                     return true;
                                                   },
                                                   .announce = announce}));
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));

  auto& target = this->target();
  const auto found = target.files().find_file(this->ada_.id, first.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->name, "new.jpg");
  EXPECT_EQ((*found)->edits, R"({"rating":5})");
  EXPECT_EQ((*found)->trashed_at, kNoon);
  EXPECT_EQ((*found)->revision, 3U);
  EXPECT_EQ((*found)->collections, std::vector{album.id});
  const auto trash = target.trash().list_trash({.owner = this->ada_.id});
  ASSERT_TRUE(trash);
  ASSERT_EQ(trash->size(), 1U);
  EXPECT_EQ(trash->at(0).id, first.id);
  const auto listed = target.collections().list_collections(this->ada_.id);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->at(0).title, "Album");
  const auto members =
      target.collections().list_members({.owner = this->ada_.id, .collection = album.id});
  ASSERT_TRUE(members);
  ASSERT_EQ(members->size(), 2U);
  EXPECT_EQ(members->at(0).file, second.id);
  EXPECT_EQ(members->at(1).file, first.id);
}

TYPED_TEST_P(RecordSnapshotsContract, WhatIsUniqueStaysSoAfterARestore) {
  const File file = this->add_file(this->ada_.id);
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));
  auto& target = this->target();
  EXPECT_EQ(target.users().create_user(make_user("ADA")), CreateUserOutcome::username_taken);
  User same_address = make_user("eve");
  same_address.email = "ada@EXAMPLE.org";
  EXPECT_EQ(target.users().create_user(same_address), CreateUserOutcome::email_taken);
  File same_bytes = make_file(this->ada_.id);
  same_bytes.sha256 = file.sha256;
  const auto added = target.files().add_file({same_bytes, std::nullopt});
  ASSERT_TRUE(added);
  EXPECT_EQ(added->outcome, AddFileOutcome::duplicate);
  EXPECT_EQ(added->file.id, file.id);
  const auto named = target.files().has_object_keys(std::vector{file.object_key});
  ASSERT_TRUE(named);
  EXPECT_TRUE(named->at(0));
}

TYPED_TEST_P(RecordSnapshotsContract, UnfinishedUploadsAndLeasesEndInARestore) {
  Upload upload = make_upload(this->ada_.id);
  upload.reserved = upload.size;
  ASSERT_TRUE(this->live().uploads().create_upload(upload, 100));
  ASSERT_EQ(this->live().drive().take_lease(kKeepObjectsLease, "me", kNoon, minutes_after_noon(2)),
            true);
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));
  const auto found = this->target().uploads().find_upload(this->ada_.id, upload.id);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_value());
  EXPECT_EQ(this->target().usage().find_usage(this->ada_.id), Usage{});
  EXPECT_EQ(this->target().uploads().create_upload(make_upload(this->ada_.id), 1),
            CreateUploadOutcome::created)
      << "they do not count against the limit";
  EXPECT_EQ(this->target().drive().is_leased(kKeepObjectsLease, kNoon), false);
}

TYPED_TEST_P(RecordSnapshotsContract, RestoredFilesCount) {
  const File file = this->add_file(this->ada_.id);
  const File other = this->add_file(this->ada_.id);
  const Companion video{.kind = CompanionKind::video,
                        .name = "a.mov",
                        .content_type = "video/quicktime",
                        .size = 77,
                        .sha256 = std::string(64, 'c'),
                        .crc32 = std::nullopt,
                        .object_key = file.object_key + "-video"};
  ASSERT_TRUE(this->live().companions().put_companion(
      {.owner = file.owner, .file = file.id, .companion = video}));
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  this->add_file(this->ada_.id);
  ASSERT_TRUE(this->target().snapshots().restore_snapshot(this->path()));
  const Usage restored{.bytes = file.size + other.size + video.size, .files = 2};
  EXPECT_EQ(this->target().usage().find_usage(this->ada_.id), restored);
  EXPECT_EQ(this->target().usage().find_usage(this->grace_.id), Usage{});
}

TYPED_TEST_P(RecordSnapshotsContract, RefusesADriveThatHasRecords) {
  ASSERT_TRUE(this->live().snapshots().create_snapshot(this->path()));
  const auto restored = this->live().snapshots().restore_snapshot(this->path());
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, ErrorCode::already_exists);
  EXPECT_TRUE(this->live().users().find_user(this->ada_.id));
}

TYPED_TEST_P(RecordSnapshotsContract, HoldsAllThatWasAnsweredBeforeWhileOthersWrite) {
  std::atomic<bool> stop = false;
  std::vector<File> written;
  std::mutex mutex;
  std::thread writer([&] {
    while (!stop) {
      const File file = this->add_file(this->grace_.id);
      const std::scoped_lock lock(mutex);
      written.push_back(file);
    }
  });
  while (true) {
    const std::scoped_lock lock(mutex);
    if (written.size() >= 5) break;
  }
  std::vector<File> before;
  {
    const std::scoped_lock lock(mutex);
    before = written;
  }
  const auto snapshot = this->live().snapshots().create_snapshot(this->path());
  stop = true;
  writer.join();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  const auto files = this->read_all(**snapshot, 100);
  for (const File& file : before) EXPECT_TRUE(files.contains(file.id.text()));
}

REGISTER_TYPED_TEST_SUITE_P(RecordSnapshotsContract, NamesEveryFileOnce,
                            IsPrivateAndNeverReplacesAFile, RestoresWhatWasThereAndNothingLater,
                            RestoresAccountsWithAllThatBelongsToThem,
                            ARestoredDriveThatHadAccountsMakesNobodyAnAdmin,
                            RestoresEditsTrashAndCollections, WhatIsUniqueStaysSoAfterARestore,
                            UnfinishedUploadsAndLeasesEndInARestore, RestoredFilesCount,
                            RefusesADriveThatHasRecords,
                            HoldsAllThatWasAnsweredBeforeWhileOthersWrite);

}  // namespace audmg::database
