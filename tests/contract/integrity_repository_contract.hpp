// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/event_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::database {

/// What every IntegrityRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class IntegrityRepositoryContract : public testing::Test {
 protected:
  IntegrityRepositoryContract() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  IntegrityRepository& integrity() { return harness_.integrity(); }

  File add_file(FileStatus status = FileStatus::ready) {
    File file = make_file(ada_.id);
    file.status = status;
    EXPECT_TRUE(harness_.files().add_file({.file = file, .upload = std::nullopt}));
    return file;
  }

  File found(const File& file) {
    const auto stored = harness_.files().find_file(file.owner, file.id);
    EXPECT_TRUE(stored && *stored);
    return **stored;
  }

  static LookedAt object_of(const File& file) { return {file.owner, file.id, file.object_key}; }

  static Outbox damaged_event() {
    return {.messages = {},
            .events = {{.id = EventId::make(kNoon), .type = "file.damaged", .at = kNoon}}};
  }

  std::size_t damage_events(const File& file) { return events(file, "file.damaged"); }

  std::size_t events(const File& file, std::string_view type) {
    std::size_t count = 0;
    const auto events = harness_.events().list_file_events(file.owner, file.id, 100);
    EXPECT_TRUE(events);
    for (const Event& event : *events) count += event.type == type ? 1U : 0U;
    return count;
  }

  Harness harness_;
  const User ada_ = make_user("ada");
};

TYPED_TEST_SUITE_P(IntegrityRepositoryContract);

TYPED_TEST_P(IntegrityRepositoryContract, WhatAFileIsAddedWithIsKept) {
  File file = make_file(this->ada_.id);
  file.crc32 = 0xFFFFFFFFU;
  file.verified_at = minutes_after_noon(1);
  file.sidecar_version = 7;
  ASSERT_TRUE(this->harness_.files().add_file({.file = file, .upload = std::nullopt}));
  const File stored = this->found(file);
  EXPECT_EQ(stored.crc32, 0xFFFFFFFFU);
  EXPECT_EQ(stored.verified_at, minutes_after_noon(1));
  EXPECT_EQ(stored.sidecar_version, 7U);
  EXPECT_EQ(stored.damage, "");
}

TYPED_TEST_P(IntegrityRepositoryContract, FindingsAreWrittenOneByOne) {
  const File file = this->add_file();
  EXPECT_EQ(this->found(file).crc32, std::nullopt);
  ASSERT_TRUE(this->integrity().note_findings(this->object_of(file), {.crc32 = 0U}));
  EXPECT_EQ(this->found(file).crc32, 0U);
  EXPECT_EQ(this->found(file).verified_at, TimePoint{});
  ASSERT_TRUE(this->integrity().note_findings(this->object_of(file), {.sidecar_version = 2U}));
  ASSERT_TRUE(this->integrity().note_findings(this->object_of(file),
                                              {.verified_at = minutes_after_noon(5)}));
  const File stored = this->found(file);
  EXPECT_EQ(stored.crc32, 0U);
  EXPECT_EQ(stored.sidecar_version, 2U);
  EXPECT_EQ(stored.verified_at, minutes_after_noon(5));
}

TYPED_TEST_P(IntegrityRepositoryContract, DamageIsNewsOnce) {
  const File file = this->add_file();
  const auto first =
      this->integrity().note_damage(this->object_of(file), "It is gone.", this->damaged_event());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(*first);
  EXPECT_FALSE(*this->integrity().note_damage(this->object_of(file), "It is cut off.",
                                              this->damaged_event()));
  EXPECT_EQ(this->found(file).damage, "It is cut off.");
  EXPECT_EQ(this->damage_events(file), 1U);
}

TYPED_TEST_P(IntegrityRepositoryContract, AVerifiedFileIsNoLongerDamaged) {
  const File file = this->add_file();
  ASSERT_TRUE(*this->integrity().note_damage(this->object_of(file), "It is gone.", {}));
  EXPECT_FALSE(*this->integrity().note_findings(this->object_of(file), {.crc32 = 1U}));
  EXPECT_EQ(this->found(file).damage, "It is gone.");
  EXPECT_TRUE(*this->integrity().note_findings(this->object_of(file), {.verified_at = kNoon}));
  EXPECT_EQ(this->found(file).damage, "");
  EXPECT_FALSE(*this->integrity().note_findings(this->object_of(file), {.verified_at = kNoon}));
  EXPECT_TRUE(this->integrity().list_damaged_files({})->empty());
  // And may be damaged again.
  EXPECT_TRUE(*this->integrity().note_damage(this->object_of(file), "It is gone.", {}));
}

TYPED_TEST_P(IntegrityRepositoryContract, HealingIsNewsOnce) {
  const File file = this->add_file();
  const auto healed = [&](std::optional<TimePoint> verified_at) {
    const auto noted = this->integrity().note_findings(
        this->object_of(file),
        {.verified_at = verified_at,
         .outbox = {.messages = {},
                    .events = {{.id = EventId::make(kNoon), .type = "file.healed", .at = kNoon}}}});
    EXPECT_TRUE(noted);
    return noted.value_or(false);
  };
  EXPECT_FALSE(healed(kNoon)) << "it was not damaged";
  ASSERT_TRUE(*this->integrity().note_damage(this->object_of(file), "It is gone.", {}));
  EXPECT_FALSE(healed(std::nullopt)) << "its bytes were not read";
  EXPECT_EQ(this->events(file, "file.healed"), 0U);
  EXPECT_TRUE(healed(kNoon));
  EXPECT_FALSE(healed(kNoon));
  EXPECT_EQ(this->events(file, "file.healed"), 1U);
}

TYPED_TEST_P(IntegrityRepositoryContract, AnObjectThatTheFileDoesNotNameChangesNothing) {
  const File file = this->add_file();
  LookedAt other = this->object_of(file);
  other.object_key += "-other";
  EXPECT_FALSE(*this->integrity().note_damage(other, "It is gone.", this->damaged_event()));
  EXPECT_FALSE(*this->integrity().note_findings(other, {.verified_at = kNoon, .crc32 = 1U}));
  EXPECT_EQ(this->found(file).damage, "");
  EXPECT_EQ(this->found(file).crc32, std::nullopt);
  EXPECT_EQ(this->damage_events(file), 0U);
  LookedAt gone = this->object_of(file);
  gone.file = FileId::make(kNoon);
  EXPECT_FALSE(*this->integrity().note_damage(gone, "It is gone.", {}));
  EXPECT_FALSE(*this->integrity().note_findings(gone, {.verified_at = kNoon}));
}

TYPED_TEST_P(IntegrityRepositoryContract, AnotherObjectTakesThePlaceOfTheFormer) {
  const File file = this->add_file();
  ASSERT_TRUE(*this->integrity().note_damage(this->object_of(file), "It is gone.", {}));
  const std::string next = file.object_key + "-next";
  const auto replaced = this->integrity().replace_object({.former = this->object_of(file),
                                                          .object_key = next,
                                                          .crc32 = 5U,
                                                          .sidecar_version = 1,
                                                          .now = minutes_after_noon(3)});
  ASSERT_TRUE(replaced) << replaced.error().message;
  for (const File& stored : {*replaced, this->found(file)}) {
    EXPECT_EQ(stored.object_key, next);
    EXPECT_EQ(stored.crc32, 5U);
    EXPECT_EQ(stored.sidecar_version, 1U);
    EXPECT_EQ(stored.verified_at, minutes_after_noon(3));
    EXPECT_EQ(stored.damage, "");
    EXPECT_EQ(stored.status, FileStatus::ready);
  }
  const std::vector<std::string> keys{file.object_key, next};
  EXPECT_EQ(*this->harness_.tombstones().has_tombstones(keys), (std::vector<bool>{true, false}));
  EXPECT_TRUE(this->harness_.tombstones().list_tombstones(10)->front().file.empty());
  EXPECT_EQ(*this->harness_.files().has_object_keys(keys), (std::vector<bool>{false, true}));
  const auto by_key = this->harness_.files().find_file_by_object_key(file.owner, next);
  ASSERT_TRUE(by_key && *by_key);
  EXPECT_EQ((*by_key)->id, file.id);
  EXPECT_TRUE(this->integrity().list_damaged_files({})->empty());
}

TYPED_TEST_P(IntegrityRepositoryContract, AFileIsProcessedAgainFromItsNewObjectIfAsked) {
  for (const FileStatus status : {FileStatus::failed, FileStatus::ready}) {
    const File file = this->add_file(status);
    ReplaceObjectRequest request{
        .former = this->object_of(file), .object_key = file.object_key + "-next", .now = kNoon};
    ASSERT_TRUE(this->integrity().replace_object(request));
    EXPECT_EQ(this->found(file).status, status);
    request.former.object_key = std::exchange(request.object_key, file.object_key + "-third");
    request.process_again = true;
    const auto replaced = this->integrity().replace_object(request);
    ASSERT_TRUE(replaced);
    for (const File& stored : {*replaced, this->found(file)}) {
      EXPECT_EQ(stored.status, FileStatus::processing);
      EXPECT_EQ(stored.processing_since, kNoon);
      EXPECT_EQ(stored.queued_at, kNoon);
    }
  }
}

TYPED_TEST_P(IntegrityRepositoryContract, AnAttemptGoesOnWhenTheObjectIsReplaced) {
  const File file = this->add_file(FileStatus::processing);
  const TimePoint since = this->found(file).processing_since;
  const auto replaced = this->integrity().replace_object({.former = this->object_of(file),
                                                          .object_key = file.object_key + "-next",
                                                          .now = minutes_after_noon(3),
                                                          .process_again = true});
  ASSERT_TRUE(replaced);
  EXPECT_EQ(this->found(file).status, FileStatus::processing);
  EXPECT_EQ(this->found(file).processing_since, since);
}

TYPED_TEST_P(IntegrityRepositoryContract, OfTwoReplacementsOneWins) {
  const File file = this->add_file();
  ReplaceObjectRequest request{
      .former = this->object_of(file), .object_key = file.object_key + "-first", .now = kNoon};
  ASSERT_TRUE(this->integrity().replace_object(request));
  request.object_key = file.object_key + "-second";
  EXPECT_EQ(error_code(this->integrity().replace_object(request)), ErrorCode::conflict);
  EXPECT_EQ(this->found(file).object_key, file.object_key + "-first");
  request.former.file = FileId::make(kNoon);
  EXPECT_EQ(error_code(this->integrity().replace_object(request)), ErrorCode::not_found);
}

TYPED_TEST_P(IntegrityRepositoryContract, AReplacementEndsItsUploadSession) {
  const File file = this->add_file();
  const Upload upload = make_upload(this->ada_.id);
  ReplaceObjectRequest request{.former = this->object_of(file),
                               .object_key = upload.object_key,
                               .now = kNoon,
                               .upload = upload.id};
  EXPECT_EQ(error_code(this->integrity().replace_object(request)), ErrorCode::not_found);
  EXPECT_EQ(this->found(file).object_key, file.object_key);
  ASSERT_TRUE(this->harness_.uploads().create_upload(upload, 10));
  ASSERT_TRUE(this->integrity().replace_object(request));
  EXPECT_FALSE(*this->harness_.uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(IntegrityRepositoryContract, DamagedFilesAreListedInPages) {
  std::vector<File> damaged;
  for (int i = 0; i < 5; ++i) {
    const File file = this->add_file();
    if (i == 2) continue;
    ASSERT_TRUE(*this->integrity().note_damage(this->object_of(file), "It is gone.", {}));
    damaged.push_back(file);
  }
  std::vector<FileId> seen;
  ListDamagedFilesRequest request{.limit = 3};
  for (int page = 0; page < 2; ++page) {
    const auto files = this->integrity().list_damaged_files(request);
    ASSERT_TRUE(files) << files.error().message;
    for (const File& file : *files) seen.push_back(file.id);
    ASSERT_FALSE(files->empty());
    request.after_owner = files->back().owner;
    request.after_id = files->back().id;
  }
  ASSERT_EQ(seen.size(), damaged.size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], damaged[i].id);
  EXPECT_TRUE(this->integrity().list_damaged_files(request)->empty());
}

REGISTER_TYPED_TEST_SUITE_P(IntegrityRepositoryContract, WhatAFileIsAddedWithIsKept,
                            FindingsAreWrittenOneByOne, DamageIsNewsOnce,
                            AVerifiedFileIsNoLongerDamaged, HealingIsNewsOnce,
                            AnObjectThatTheFileDoesNotNameChangesNothing,
                            AnotherObjectTakesThePlaceOfTheFormer,
                            AFileIsProcessedAgainFromItsNewObjectIfAsked,
                            AnAttemptGoesOnWhenTheObjectIsReplaced, OfTwoReplacementsOneWins,
                            AReplacementEndsItsUploadSession, DamagedFilesAreListedInPages);

}  // namespace audmg::database
