// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/drive_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace audmg::database {

/// What every DriveRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class DriveRepositoryContract : public testing::Test {
 protected:
  DriveRepository& drive() { return harness_.drive(); }
  std::vector<ChoreRun> chore_runs() {
    const auto runs = drive().list_chore_runs();
    EXPECT_TRUE(runs) << runs.error().message;
    return runs.value_or(std::vector<ChoreRun>());
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(DriveRepositoryContract);

TYPED_TEST_P(DriveRepositoryContract, ANewDatabaseBelongsToNoDrive) {
  const auto identity = this->drive().find_identity();
  ASSERT_TRUE(identity) << identity.error().message;
  EXPECT_FALSE(*identity);
  EXPECT_EQ(error_code(this->drive().raise_generation()), ErrorCode::not_found);
}

TYPED_TEST_P(DriveRepositoryContract, TheIdentityIsKeptAndReplaced) {
  ASSERT_TRUE(this->drive().set_identity({"first", 3}));
  auto identity = this->drive().find_identity();
  ASSERT_TRUE(identity && *identity);
  EXPECT_EQ((*identity)->drive_id, "first");
  EXPECT_EQ((*identity)->generation, 3U);
  ASSERT_TRUE(this->drive().set_identity({"second", 9}));
  identity = this->drive().find_identity();
  ASSERT_TRUE(identity && *identity);
  EXPECT_EQ((*identity)->drive_id, "second");
  EXPECT_EQ((*identity)->generation, 9U);
}

TYPED_TEST_P(DriveRepositoryContract, TheFirstIdentityIsGivenOnce) {
  const auto first = this->drive().create_identity({"first", 1});
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->drive_id, "first");
  const auto second = this->drive().create_identity({"second", 7});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->drive_id, "first");
  EXPECT_EQ(second->generation, 1U);
}

TYPED_TEST_P(DriveRepositoryContract, TheGenerationGrows) {
  ASSERT_TRUE(this->drive().set_identity({"drive", 3}));
  const auto raised = this->drive().raise_generation();
  ASSERT_TRUE(raised) << raised.error().message;
  EXPECT_EQ(raised->drive_id, "drive");
  EXPECT_EQ(raised->generation, 4U);
  EXPECT_EQ(this->drive().raise_generation()->generation, 5U);
  EXPECT_EQ((*this->drive().find_identity())->generation, 5U);
}

TYPED_TEST_P(DriveRepositoryContract, ALeaseHasOneHolderUntilItsEnd) {
  EXPECT_FALSE(*this->drive().is_leased("keep", kNoon));
  EXPECT_TRUE(*this->drive().take_lease("keep", "ada", kNoon, minutes_after_noon(2)));
  EXPECT_TRUE(*this->drive().is_leased("keep", minutes_after_noon(1)));
  EXPECT_FALSE(*this->drive().is_leased("another", minutes_after_noon(1)));
  EXPECT_FALSE(
      *this->drive().take_lease("keep", "grace", minutes_after_noon(1), minutes_after_noon(9)));
  // Renewed by its holder.
  EXPECT_TRUE(
      *this->drive().take_lease("keep", "ada", minutes_after_noon(1), minutes_after_noon(3)));
  EXPECT_TRUE(*this->drive().is_leased("keep", minutes_after_noon(2)));
  EXPECT_FALSE(*this->drive().is_leased("keep", minutes_after_noon(3)));
  // Taken over from a holder that died.
  EXPECT_TRUE(
      *this->drive().take_lease("keep", "grace", minutes_after_noon(3), minutes_after_noon(9)));
}

TYPED_TEST_P(DriveRepositoryContract, OnlyItsHolderEndsALease) {
  ASSERT_TRUE(*this->drive().take_lease("keep", "ada", kNoon, minutes_after_noon(2)));
  EXPECT_TRUE(this->drive().end_lease("keep", "grace"));
  EXPECT_TRUE(*this->drive().is_leased("keep", kNoon));
  EXPECT_TRUE(this->drive().end_lease("keep", "ada"));
  EXPECT_FALSE(*this->drive().is_leased("keep", kNoon));
  EXPECT_TRUE(this->drive().end_lease("keep", "ada"));
}

TYPED_TEST_P(DriveRepositoryContract, APlaceOutlivesTheLeaseAndIsItsHoldersToSave) {
  EXPECT_EQ(this->drive().find_place("walk"), "");
  EXPECT_EQ(this->drive().save_place("walk", "ada", "nowhere"), false);
  ASSERT_TRUE(*this->drive().take_lease("walk", "ada", kNoon, minutes_after_noon(2)));
  EXPECT_EQ(this->drive().find_place("walk"), "");
  EXPECT_EQ(this->drive().save_place("walk", "grace", "elsewhere"), false);
  EXPECT_EQ(this->drive().save_place("walk", "ada", "here"), true);
  EXPECT_EQ(this->drive().save_place("walk", "ada", R"({"at":"there"})"), true);
  EXPECT_EQ(this->drive().find_place("walk"), R"({"at":"there"})");
  EXPECT_EQ(this->drive().find_place("another"), "");
  // Late, but nobody else has taken it.
  ASSERT_TRUE(this->drive().save_place("walk", "ada", "far"));
  ASSERT_TRUE(
      *this->drive().take_lease("walk", "grace", minutes_after_noon(3), minutes_after_noon(9)));
  EXPECT_EQ(this->drive().find_place("walk"), "far");
  EXPECT_EQ(this->drive().save_place("walk", "ada", "back"), false);
  EXPECT_EQ(this->drive().save_place("walk", "grace", ""), true);
  ASSERT_TRUE(this->drive().save_place("walk", "grace", "the end"));
  ASSERT_TRUE(this->drive().end_lease("walk", "grace"));
  EXPECT_EQ(this->drive().save_place("walk", "grace", "after the end"), false);
  EXPECT_EQ(this->drive().find_place("walk"), "the end");
  EXPECT_FALSE(*this->drive().is_leased("walk", minutes_after_noon(3)));
  EXPECT_TRUE(
      *this->drive().take_lease("walk", "ada", minutes_after_noon(3), minutes_after_noon(9)));
  EXPECT_EQ(this->drive().find_place("walk"), "the end");
}

TYPED_TEST_P(DriveRepositoryContract, TheLastRunOfEachChoreIsKept) {
  EXPECT_TRUE(this->chore_runs().empty());
  ASSERT_TRUE(this->drive().note_chore_run(
      {.chore = "scrub", .ended_at = minutes_after_noon(1), .error = "the disk is gone"}));
  ASSERT_TRUE(this->drive().note_chore_run(
      {.chore = "backup", .ended_at = minutes_after_noon(2), .figures = R"({"files":3})"}));
  auto runs = this->chore_runs();
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].chore, "backup");
  EXPECT_EQ(runs[0].ended_at, minutes_after_noon(2));
  EXPECT_EQ(runs[0].error, "");
  EXPECT_EQ(runs[0].figures, R"({"files":3})");
  EXPECT_EQ(runs[0].succeeded_at, minutes_after_noon(2));
  EXPECT_EQ(runs[1].chore, "scrub");
  EXPECT_EQ(runs[1].error, "the disk is gone");
  EXPECT_EQ(runs[1].succeeded_at, std::nullopt);
  ASSERT_TRUE(this->drive().note_chore_run(
      {.chore = "backup", .ended_at = minutes_after_noon(5), .error = "the disk is full"}));
  runs = this->chore_runs();
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].ended_at, minutes_after_noon(5));
  EXPECT_EQ(runs[0].error, "the disk is full");
  EXPECT_EQ(runs[0].figures, "");
  EXPECT_EQ(runs[0].succeeded_at, minutes_after_noon(2)) << "when it went well last";
}

TYPED_TEST_P(DriveRepositoryContract, RecordsAreCounted) {
  auto counts = this->drive().count_records();
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(counts->users, 0U);
  EXPECT_EQ(counts->files.value_or(0), 0U);
  EXPECT_EQ(counts->bytes.value_or(0), 0U);
  std::uint64_t bytes = 0;
  for (const char* const name : {"ada", "grace"}) {
    const User user = make_user(name);
    ASSERT_TRUE(this->harness_.users().create_user(user));
    const File file = make_file(user.id);
    ASSERT_TRUE(this->harness_.files().add_file({file, std::nullopt}));
    bytes += file.size;
  }
  counts = this->drive().count_records();
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(counts->users, 2U);
  EXPECT_EQ(counts->files.value_or(2), 2U);
  EXPECT_EQ(counts->bytes.value_or(bytes), bytes);
}

REGISTER_TYPED_TEST_SUITE_P(DriveRepositoryContract, ANewDatabaseBelongsToNoDrive,
                            TheIdentityIsKeptAndReplaced, TheFirstIdentityIsGivenOnce,
                            TheGenerationGrows, ALeaseHasOneHolderUntilItsEnd,
                            OnlyItsHolderEndsALease, APlaceOutlivesTheLeaseAndIsItsHoldersToSave,
                            TheLastRunOfEachChoreIsKept, RecordsAreCounted);

}  // namespace audmg::database
