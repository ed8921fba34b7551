// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/tombstone_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace audmg::database {

/// What every TombstoneRepository does, and who writes tombstones. `Harness`: see
/// UserRepositoryContract.
template <class Harness>
class TombstoneRepositoryContract : public testing::Test {
 protected:
  TombstoneRepositoryContract() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  File add_file() {
    File file = make_file(ada_.id);
    EXPECT_TRUE(harness_.files().add_file({.file = file, .upload = std::nullopt}));
    return file;
  }

  std::vector<std::string> buried_keys() {
    std::vector<std::string> keys;
    const auto tombstones = harness_.tombstones().list_tombstones(100);
    EXPECT_TRUE(tombstones);
    for (const Tombstone& tombstone : *tombstones) keys.push_back(tombstone.object_key);
    std::ranges::sort(keys);
    return keys;
  }

  std::vector<UserId> owners_due(TimePoint now) {
    std::vector<UserId> owners;
    const auto due = harness_.tombstones().list_owner_tombstones(now, 10);
    EXPECT_TRUE(due);
    for (const OwnerTombstone& tombstone : *due) owners.push_back(tombstone.owner);
    return owners;
  }

  Harness harness_;
  const User ada_ = make_user("ada");
};

TYPED_TEST_SUITE_P(TombstoneRepositoryContract);

TYPED_TEST_P(TombstoneRepositoryContract, ADeletedFileHasOne) {
  const File kept = this->add_file();
  const File deleted = this->add_file();
  EXPECT_TRUE(this->buried_keys().empty());
  ASSERT_TRUE(*this->harness_.files().delete_file(deleted.owner, deleted.id, {}));
  const auto tombstones = this->harness_.tombstones().list_tombstones(100);
  ASSERT_TRUE(tombstones && tombstones->size() == 1);
  EXPECT_EQ(tombstones->front().object_key, deleted.object_key);
  EXPECT_EQ(tombstones->front().owner, deleted.owner);
  EXPECT_EQ(tombstones->front().file, deleted.id);
  const std::vector<std::string> keys{deleted.object_key, kept.object_key, "orig/none",
                                      deleted.object_key};
  EXPECT_EQ(*this->harness_.tombstones().has_tombstones(keys),
            (std::vector<bool>{true, false, false, true}));
}

TYPED_TEST_P(TombstoneRepositoryContract, EverythingOfADeletedUserHasOne) {
  const File first = this->add_file();
  const File second = this->add_file();
  const Upload upload = make_upload(this->ada_.id);
  ASSERT_TRUE(this->harness_.uploads().create_upload(upload, 10));
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  std::vector<std::string> expected{first.object_key, second.object_key, upload.object_key};
  std::ranges::sort(expected);
  EXPECT_EQ(this->buried_keys(), expected);
}

TYPED_TEST_P(TombstoneRepositoryContract, ADeletedUserHasOneUntilItIsRemoved) {
  TombstoneRepository& tombstones = this->harness_.tombstones();
  const User grace = make_user("grace");
  ASSERT_TRUE(this->harness_.users().create_user(grace));
  const std::vector both{this->ada_.id, grace.id, this->ada_.id};
  EXPECT_EQ(*tombstones.has_owner_tombstones(both), (std::vector<bool>{false, false, false}));
  EXPECT_TRUE(tombstones.postpone_owner_tombstone(this->ada_.id, kNoon)) << "there is none";
  EXPECT_TRUE(this->owners_due(kNoon).empty());
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  EXPECT_EQ(*tombstones.has_owner_tombstones(both), (std::vector<bool>{true, false, true}));
  EXPECT_EQ(*tombstones.has_owner_tombstones({}), std::vector<bool>());
  EXPECT_EQ(this->owners_due(TimePoint{}), std::vector{this->ada_.id}) << "at once";
  EXPECT_EQ(tombstones.list_owner_tombstones(kNoon, 10)->front().due_at, TimePoint{});
  ASSERT_TRUE(tombstones.postpone_owner_tombstone(this->ada_.id, minutes_after_noon(60)));
  EXPECT_TRUE(this->owners_due(minutes_after_noon(59)).empty());
  EXPECT_EQ(this->owners_due(minutes_after_noon(60)), std::vector{this->ada_.id});
  EXPECT_EQ(tombstones.list_owner_tombstones(minutes_after_noon(60), 10)->front().due_at,
            minutes_after_noon(60));
  EXPECT_EQ(*tombstones.has_owner_tombstones(both), (std::vector<bool>{true, false, true}));
  ASSERT_TRUE(tombstones.remove_owner_tombstone(this->ada_.id));
  EXPECT_EQ(*tombstones.has_owner_tombstones(both), (std::vector<bool>{false, false, false}));
  EXPECT_TRUE(this->owners_due(minutes_after_noon(99)).empty());
  EXPECT_TRUE(tombstones.remove_owner_tombstone(this->ada_.id));
}

TYPED_TEST_P(TombstoneRepositoryContract, TheyAreRemovedByObjectKey) {
  const File first = this->add_file();
  const File second = this->add_file();
  ASSERT_TRUE(*this->harness_.files().delete_file(first.owner, first.id, {}));
  ASSERT_TRUE(*this->harness_.files().delete_file(second.owner, second.id, {}));
  const std::vector<std::string> keys{first.object_key, "orig/none"};
  ASSERT_TRUE(this->harness_.tombstones().remove_tombstones(keys));
  EXPECT_EQ(this->buried_keys(), std::vector<std::string>{second.object_key});
  EXPECT_TRUE(this->harness_.tombstones().remove_tombstones(keys));
  EXPECT_TRUE(this->harness_.tombstones().remove_tombstones({}));
}

REGISTER_TYPED_TEST_SUITE_P(TombstoneRepositoryContract, ADeletedFileHasOne,
                            EverythingOfADeletedUserHasOne, ADeletedUserHasOneUntilItIsRemoved,
                            TheyAreRemovedByObjectKey);

}  // namespace audmg::database
