// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace audmg::database {

/// Holds for every CompanionRepository. `Harness`: see UserRepositoryContract.
template <class Harness>
class CompanionRepositoryContract : public testing::Test {
 protected:
  CompanionRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
    EXPECT_TRUE(harness_.files().add_file({.file = picture_, .upload = std::nullopt}));
  }

  [[nodiscard]] Companion make(CompanionKind kind, const std::string& name) const {
    std::string key = name;
    std::ranges::replace(key, ' ', '-');
    return {
        .kind = kind,
        .name = name,
        .content_type = kind == CompanionKind::video ? "video/quicktime" : "application/rdf+xml",
        .size = name.size(),
        .sha256 = std::string(64, 'c'),
        .crc32 = 7,
        .object_key = "orig/" + ada_.id.text() + "/" + key};
  }
  Result<PutCompanionResult> put(const Companion& companion) {
    return harness_.companions().put_companion(
        {.owner = ada_.id, .file = picture_.id, .companion = companion});
  }
  std::vector<bool> buried(const std::vector<std::string>& keys) {
    return *harness_.tombstones().has_tombstones(keys);
  }
  std::vector<bool> named(const std::vector<std::string>& keys) {
    return *harness_.files().has_object_keys(keys);
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
  const File picture_ = make_file(ada_.id);
};

TYPED_TEST_SUITE_P(CompanionRepositoryContract);

TYPED_TEST_P(CompanionRepositoryContract, AFileHasThem) {
  const Companion video = this->make(CompanionKind::video, "a.mov");
  const Companion xmp = this->make(CompanionKind::xmp, "a b.xmp");
  const auto first = this->put(video);
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->former);
  EXPECT_EQ(first->file.companions, std::vector{video});
  EXPECT_EQ(first->file.status, FileStatus::ready);
  ASSERT_TRUE(this->put(xmp));
  const std::vector both{video, xmp};
  EXPECT_EQ((*this->harness_.files().find_file(this->ada_.id, this->picture_.id))->companions,
            both);
  EXPECT_EQ(this->harness_.files()
                .list_files({.owner = this->ada_.id, .kind = std::nullopt, .before = {}})
                ->at(0)
                .companions,
            both);
  EXPECT_EQ(this->harness_.files().list_all_files({})->at(0).companions, both);
  EXPECT_EQ(this->named({video.object_key, "orig/x", xmp.object_key}),
            (std::vector{true, false, true}));
  for (const std::string& key : {video.object_key, this->picture_.object_key}) {
    const auto found = this->harness_.files().find_file_by_object_key(this->ada_.id, key);
    ASSERT_TRUE(found && *found) << key;
    EXPECT_EQ((*found)->id, this->picture_.id);
  }
}

TYPED_TEST_P(CompanionRepositoryContract, AnotherOfItsKindTakesItsPlace) {
  const Companion old = this->make(CompanionKind::xmp, "old.xmp");
  const Companion next = this->make(CompanionKind::xmp, "next.xmp");
  ASSERT_TRUE(this->put(old));
  const auto put = this->put(next);
  ASSERT_TRUE(put);
  EXPECT_EQ(put->former, old);
  EXPECT_EQ(put->file.companions, std::vector{next});
  const std::vector keys{old.object_key, next.object_key};
  EXPECT_EQ(this->named(keys), (std::vector{false, true}));
  EXPECT_EQ(this->buried(keys), (std::vector{true, false}));
  ASSERT_TRUE(this->put(next)) << "the same once more";
  EXPECT_EQ(this->buried(keys), (std::vector{true, false}));
}

TYPED_TEST_P(CompanionRepositoryContract, CanTakeThePlaceOfACertainOneOnly) {
  const Companion old = this->make(CompanionKind::xmp, "old.xmp");
  const Companion next = this->make(CompanionKind::xmp, "next.xmp");
  const auto replace = [&](const Companion& companion, const std::string& former) {
    return this->harness_.companions().put_companion({.owner = this->ada_.id,
                                                      .file = this->picture_.id,
                                                      .companion = companion,
                                                      .in_place_of = former});
  };
  EXPECT_EQ(error_code(replace(next, old.object_key)), ErrorCode::conflict) << "there is none";
  ASSERT_TRUE(this->put(old));
  EXPECT_EQ(error_code(replace(next, next.object_key)), ErrorCode::conflict);
  EXPECT_EQ(this->named({old.object_key, next.object_key}), (std::vector{true, false}));
  const auto replaced = replace(next, old.object_key);
  ASSERT_TRUE(replaced);
  EXPECT_EQ(replaced->former, old);
}

TYPED_TEST_P(CompanionRepositoryContract, GoesWithItsFile) {
  const Companion video = this->make(CompanionKind::video, "a.mov");
  ASSERT_TRUE(this->put(video));
  const auto deleted = this->harness_.files().delete_file(this->ada_.id, this->picture_.id, {});
  ASSERT_TRUE(deleted && *deleted);
  EXPECT_EQ((*deleted)->companions, std::vector{video});
  EXPECT_EQ(this->named({video.object_key}), std::vector{false});
  EXPECT_EQ(this->buried({video.object_key}), std::vector{true});
  EXPECT_EQ(error_code(this->put(this->make(CompanionKind::xmp, "a.xmp"))), ErrorCode::not_found);
}

TYPED_TEST_P(CompanionRepositoryContract, GoesWithItsOwner) {
  const Companion video = this->make(CompanionKind::video, "a.mov");
  ASSERT_TRUE(this->put(video));
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  EXPECT_EQ(this->named({video.object_key}), std::vector{false});
  EXPECT_EQ(this->buried({video.object_key}), std::vector{true});
}

TYPED_TEST_P(CompanionRepositoryContract, IsOnlyForTheOwnersFiles) {
  const Companion video = this->make(CompanionKind::video, "a.mov");
  EXPECT_EQ(error_code(this->harness_.companions().put_companion(
                {.owner = this->grace_.id, .file = this->picture_.id, .companion = video})),
            ErrorCode::not_found);
  EXPECT_EQ(this->named({video.object_key}), std::vector{false});
}

TYPED_TEST_P(CompanionRepositoryContract, HasAnObjectOfItsOwn) {
  Companion video = this->make(CompanionKind::video, "a.mov");
  video.object_key = this->picture_.object_key;
  EXPECT_EQ(error_code(this->put(video)), ErrorCode::already_exists);
  const Companion xmp = this->make(CompanionKind::xmp, "a.xmp");
  ASSERT_TRUE(this->put(xmp));
  video.object_key = xmp.object_key;
  EXPECT_EQ(error_code(this->put(video)), ErrorCode::already_exists);
  EXPECT_EQ((*this->harness_.files().find_file(this->ada_.id, this->picture_.id))->companions,
            std::vector{xmp});
}

TYPED_TEST_P(CompanionRepositoryContract, EndsItsSession) {
  const Upload upload = make_upload(this->ada_.id);
  ASSERT_TRUE(this->harness_.uploads().create_upload(upload, 3));
  PutCompanionRequest request{.owner = this->ada_.id,
                              .file = this->picture_.id,
                              .companion = this->make(CompanionKind::video, "a.mov"),
                              .upload = upload.id};
  ASSERT_TRUE(this->harness_.companions().put_companion(request));
  EXPECT_FALSE(*this->harness_.uploads().find_upload(this->ada_.id, upload.id));
  request.companion = this->make(CompanionKind::video, "b.mov");
  EXPECT_EQ(error_code(this->harness_.companions().put_companion(request)), ErrorCode::not_found);
  EXPECT_EQ(this->named({request.companion.object_key}), std::vector{false});
}

TYPED_TEST_P(CompanionRepositoryContract, LeavesStatusAndAttemptsOfTheFile) {
  auto& processing = this->harness_.processing();
  ASSERT_TRUE(processing.restart_processing({this->ada_.id, this->picture_.id, kNoon}));
  const auto begun = processing.begin_processing(
      {.owner = this->ada_.id, .id = this->picture_.id, .now = minutes_after_noon(1)});
  ASSERT_TRUE(begun && *begun);
  const auto put = this->put(this->make(CompanionKind::xmp, "a.xmp"));
  ASSERT_TRUE(put);
  EXPECT_EQ(put->file.status, FileStatus::processing);
  EXPECT_EQ(put->file.processing_since, minutes_after_noon(1));
  EXPECT_TRUE(processing.finish_processing({.owner = this->ada_.id,
                                            .id = this->picture_.id,
                                            .fencing_token = (*begun)->fencing_token,
                                            .status = FileStatus::ready,
                                            .media_record = {},
                                            .failure_reason = {},
                                            .outbox = {}}));
  EXPECT_EQ((*this->harness_.files().find_file(this->ada_.id, this->picture_.id))->companions,
            put->file.companions);
}

REGISTER_TYPED_TEST_SUITE_P(CompanionRepositoryContract, AFileHasThem,
                            AnotherOfItsKindTakesItsPlace, CanTakeThePlaceOfACertainOneOnly,
                            GoesWithItsFile, GoesWithItsOwner, IsOnlyForTheOwnersFiles,
                            HasAnObjectOfItsOwn, EndsItsSession, LeavesStatusAndAttemptsOfTheFile);

}  // namespace audmg::database
