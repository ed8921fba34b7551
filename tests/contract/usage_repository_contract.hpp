// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {

/// Holds for every UsageRepository, and for the limits that the other repositories keep by it.
/// `Harness`: see UserRepositoryContract.
template <class Harness>
class UsageRepositoryContract : public testing::Test {
 protected:
  static constexpr std::size_t kMaxOpen = 100;

  UsageRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  [[nodiscard]] File make(std::uint64_t size) const {
    File file = make_file(ada_.id);
    file.size = size;
    return file;
  }
  Result<AddFileResult> add(const File& file, std::optional<std::uint64_t> quota = {},
                            const std::optional<UploadId>& upload = {}) {
    return harness_.files().add_file({.file = file, .upload = upload, .quota = quota});
  }
  File added(std::uint64_t size) {
    const File file = make(size);
    const auto outcome = add(file);
    EXPECT_TRUE(outcome && outcome->outcome == AddFileOutcome::added);
    return file;
  }

  [[nodiscard]] Upload make_session(std::uint64_t size) const {
    Upload upload = make_upload(ada_.id);
    upload.size = size;
    upload.reserved = size;
    return upload;
  }
  Result<CreateUploadOutcome> open(const Upload& upload, std::optional<std::uint64_t> quota = {}) {
    return harness_.uploads().create_upload(upload, {.max_open = kMaxOpen, .quota = quota},
                                            nullptr);
  }
  Upload opened(std::uint64_t size) {
    Upload upload = make_session(size);
    EXPECT_EQ(open(upload), CreateUploadOutcome::created);
    return upload;
  }

  static Companion companion(const File& picture, CompanionKind kind, std::uint64_t size,
                             const std::string& name) {
    return {.kind = kind,
            .name = name,
            .content_type = "video/quicktime",
            .size = size,
            .sha256 = std::string(64, 'c'),
            .crc32 = 7,
            .object_key = picture.object_key + "-" + name};
  }
  Result<PutCompanionResult> put(const File& picture, const Companion& companion,
                                 std::optional<std::uint64_t> quota = {},
                                 const std::optional<UploadId>& upload = {}) {
    return harness_.companions().put_companion({.owner = picture.owner,
                                                .file = picture.id,
                                                .companion = companion,
                                                .upload = upload,
                                                .quota = quota});
  }

  Usage usage() { return *harness_.usage().find_usage(ada_.id); }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(UsageRepositoryContract);

TYPED_TEST_P(UsageRepositoryContract, NobodyHasAnythingAtFirst) {
  EXPECT_EQ(this->usage(), Usage{});
  EXPECT_EQ(this->harness_.usage().find_usage(UserId::make(kNoon)), Usage{});
  EXPECT_TRUE(this->harness_.usage().find_usages({})->empty());
}

TYPED_TEST_P(UsageRepositoryContract, UsagesComeInTheOrderOfTheUsers) {
  this->added(1000);
  const UserId unknown = UserId::make(kNoon);
  const std::vector users{this->grace_.id, unknown, this->ada_.id};
  EXPECT_EQ(this->harness_.usage().find_usages(users),
            (std::vector<Usage>{{}, {}, {.bytes = 1000, .files = 1}}));
}

TYPED_TEST_P(UsageRepositoryContract, FilesCountUntilTheyAreDeleted) {
  const File small = this->added(1000);
  this->added(50'000'000'000);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 50'000'001'000, .files = 2}));
  ASSERT_TRUE(*this->harness_.files().delete_file(small.owner, small.id, {}));
  ASSERT_FALSE(*this->harness_.files().delete_file(small.owner, small.id, {}));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 50'000'000'000, .files = 1}));
  EXPECT_EQ(this->harness_.usage().find_usage(this->grace_.id), Usage{});
}

TYPED_TEST_P(UsageRepositoryContract, FilesInTheTrashCount) {
  const File file = this->added(1000);
  ASSERT_TRUE(this->harness_.changes().change_files(
      {.owner = file.owner,
       .files = {file.id},
       .change = [](File& changed) -> Result<bool> {
         changed.trashed_at = kNoon;
         return true;
       },
       .announce = [](std::span<const File>) { return Outbox{}; }}));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1000, .files = 1}));
  ASSERT_TRUE(*this->harness_.files().delete_file(file.owner, file.id, {}));
  EXPECT_EQ(this->usage(), Usage{});
}

TYPED_TEST_P(UsageRepositoryContract, TheQuotaHoldsToTheLastByte) {
  EXPECT_EQ(this->add(this->make(60), 100)->outcome, AddFileOutcome::added);
  const File refused = this->make(41);
  const auto outcome = this->add(refused, 100);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->outcome, AddFileOutcome::over_quota);
  EXPECT_FALSE(*this->harness_.files().find_file(refused.owner, refused.id));
  EXPECT_EQ(this->harness_.files().has_object_keys(std::vector{refused.object_key}),
            std::vector{false});
  EXPECT_EQ(this->usage(), (Usage{.bytes = 60, .files = 1}));
  EXPECT_EQ(this->add(this->make(40), 100)->outcome, AddFileOutcome::added);
  EXPECT_EQ(this->add(this->make(1), 100)->outcome, AddFileOutcome::over_quota);
  EXPECT_EQ(this->add(this->make(1))->outcome, AddFileOutcome::added) << "no quota";
}

TYPED_TEST_P(UsageRepositoryContract, NothingFitsIntoAQuotaOfNothingOrBelowTheUsage) {
  EXPECT_EQ(this->add(this->make(1), 0)->outcome, AddFileOutcome::over_quota);
  EXPECT_EQ(this->open(this->make_session(1), 0), CreateUploadOutcome::over_quota);
  this->added(1000);
  EXPECT_EQ(this->add(this->make(1), 10)->outcome, AddFileOutcome::over_quota);
  EXPECT_EQ(this->open(this->make_session(1), 10), CreateUploadOutcome::over_quota);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1000, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, ADuplicateTakesNoRoom) {
  const File file = this->added(1000);
  File again = this->make(1000);
  again.sha256 = file.sha256;
  EXPECT_EQ(this->add(again, 0)->outcome, AddFileOutcome::duplicate);
  const Upload upload = this->opened(1000);
  EXPECT_EQ(this->add(again, 0, upload.id)->outcome, AddFileOutcome::duplicate);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1000, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, ASessionKeepsItsBytesFree) {
  const Upload upload = this->opened(70);
  EXPECT_EQ((*this->harness_.uploads().find_upload(upload.owner, upload.id))->reserved, 70U);
  EXPECT_EQ(this->usage(), (Usage{.reserved = 70}));
  EXPECT_EQ(this->add(this->make(31), 100)->outcome, AddFileOutcome::over_quota);
  EXPECT_EQ(this->open(this->make_session(31), 100), CreateUploadOutcome::over_quota);
  EXPECT_EQ(this->open(this->make_session(30), 100), CreateUploadOutcome::created);
  EXPECT_EQ(this->usage(), (Usage{.reserved = 100}));
}

TYPED_TEST_P(UsageRepositoryContract, AnAbortedSessionGivesItsBytesBackOnce) {
  const Upload upload = this->opened(70);
  this->opened(5);
  EXPECT_EQ(this->harness_.uploads().delete_upload(upload.owner, upload.id), true);
  EXPECT_EQ(this->harness_.uploads().delete_upload(upload.owner, upload.id), false);
  EXPECT_EQ(this->usage(), (Usage{.reserved = 5}));
}

TYPED_TEST_P(UsageRepositoryContract, AFileTakesTheBytesOfItsSession) {
  const Upload upload = this->opened(70);
  const File file = this->make(70);
  // The quota was lowered meanwhile: what was promised is kept.
  EXPECT_EQ(this->add(file, 10, upload.id)->outcome, AddFileOutcome::added);
  EXPECT_EQ(error_code(this->add(this->make(70), 10, upload.id)), ErrorCode::not_found);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 70, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, WhatASessionHasNotReservedMustFit) {
  Upload upload = this->make_session(70);
  upload.reserved = 20;
  ASSERT_EQ(this->open(upload, 60), CreateUploadOutcome::created);
  const File file = this->make(70);
  EXPECT_EQ(this->add(file, 69, upload.id)->outcome, AddFileOutcome::over_quota);
  EXPECT_TRUE(*this->harness_.uploads().find_upload(upload.owner, upload.id)) << "still open";
  EXPECT_EQ(this->usage(), (Usage{.reserved = 20}));
  EXPECT_EQ(this->add(file, 70, upload.id)->outcome, AddFileOutcome::added);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 70, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, TooManySessionsAreToldFromTooManyBytes) {
  this->opened(10);
  const auto open = [&](std::size_t max_open, std::uint64_t quota) {
    return this->harness_.uploads().create_upload(this->make_session(10),
                                                  {.max_open = max_open, .quota = quota}, nullptr);
  };
  EXPECT_EQ(open(1, 100), CreateUploadOutcome::too_many);
  EXPECT_EQ(open(2, 19), CreateUploadOutcome::over_quota);
  EXPECT_EQ(open(2, 5), CreateUploadOutcome::over_quota);
  EXPECT_EQ(open(2, 20), CreateUploadOutcome::created);
}

TYPED_TEST_P(UsageRepositoryContract, CompanionsCountWithTheirPicture) {
  const File picture = this->added(1000);
  ASSERT_TRUE(this->put(picture, this->companion(picture, CompanionKind::video, 200, "a")));
  ASSERT_TRUE(this->put(picture, this->companion(picture, CompanionKind::xmp, 30, "b")));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1230, .files = 1}));
  ASSERT_TRUE(this->put(picture, this->companion(picture, CompanionKind::video, 50, "c")));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1080, .files = 1}));
  ASSERT_TRUE(*this->harness_.files().delete_file(picture.owner, picture.id, {}));
  EXPECT_EQ(this->usage(), Usage{});
}

TYPED_TEST_P(UsageRepositoryContract, ACompanionMustFit) {
  const File picture = this->added(1000);
  const Companion video = this->companion(picture, CompanionKind::video, 200, "a");
  EXPECT_EQ(error_code(this->put(picture, video, 1199)), ErrorCode::too_large);
  EXPECT_TRUE((*this->harness_.files().find_file(picture.owner, picture.id))->companions.empty());
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1000, .files = 1}));
  ASSERT_TRUE(this->put(picture, video, 1200));
  // In the place of the former one, whose bytes become free.
  EXPECT_TRUE(this->put(picture, this->companion(picture, CompanionKind::video, 150, "b"), 1200));
  EXPECT_EQ(error_code(
                this->put(picture, this->companion(picture, CompanionKind::video, 201, "c"), 1200)),
            ErrorCode::too_large);
  EXPECT_TRUE(this->put(picture, this->companion(picture, CompanionKind::video, 200, "d"), 1200));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1200, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, ACompanionTakesTheBytesOfItsSession) {
  const File picture = this->added(1000);
  const Upload upload = this->opened(200);
  const Companion video = this->companion(picture, CompanionKind::video, 200, "a");
  ASSERT_TRUE(this->put(picture, video, 0, upload.id));
  EXPECT_EQ(error_code(this->put(picture, video, 0, upload.id)), ErrorCode::not_found);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1200, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, AReplacedObjectChangesNothing) {
  const File file = this->added(1000);
  const Upload upload = this->opened(1000);
  ASSERT_TRUE(
      this->harness_.integrity().replace_object({.former = {file.owner, file.id, file.object_key},
                                                 .object_key = upload.object_key,
                                                 .now = kNoon,
                                                 .upload = upload.id}));
  EXPECT_EQ(this->usage(), (Usage{.bytes = 1000, .files = 1}));
}

TYPED_TEST_P(UsageRepositoryContract, ADeletedUserHasNothing) {
  this->added(1000);
  this->opened(70);
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  EXPECT_EQ(this->usage(), Usage{});
}

TYPED_TEST_P(UsageRepositoryContract, OfManyFilesAtOnceThoseComeInThatFit) {
  const auto outcomes = at_once(10, [&](std::size_t) -> std::optional<AddFileOutcome> {
    const auto outcome = this->add(this->make(10), 45);
    if (!outcome) return std::nullopt;
    return outcome->outcome;
  });
  EXPECT_EQ(count_answers(outcomes, AddFileOutcome::added), 4U);
  EXPECT_EQ(count_answers(outcomes, AddFileOutcome::over_quota), 6U);
  EXPECT_EQ(this->usage(), (Usage{.bytes = 40, .files = 4}));
}

TYPED_TEST_P(UsageRepositoryContract, OfManySessionsAtOnceThoseAreOpenedThatFit) {
  const auto outcomes =
      at_once(10, [&](std::size_t) { return this->open(this->make_session(10), 45); });
  EXPECT_EQ(count_answers(outcomes, CreateUploadOutcome::created), 4U);
  EXPECT_EQ(count_answers(outcomes, CreateUploadOutcome::over_quota), 6U);
  EXPECT_EQ(this->usage(), (Usage{.reserved = 40}));
}

TYPED_TEST_P(UsageRepositoryContract, OneOfManyEndsOfASessionGivesItsBytesBack) {
  const Upload upload = this->opened(70);
  const auto ended = at_once(8, [&](std::size_t i) -> bool {
    if (i % 2 == 0) {
      return this->harness_.uploads().delete_upload(upload.owner, upload.id) == true;
    }
    return this->add(this->make(70), 100, upload.id).has_value();
  });
  EXPECT_EQ(count_answers(ended, true), 1U);
  const Usage usage = this->usage();
  EXPECT_EQ(usage.reserved, 0U);
  EXPECT_EQ(usage.bytes, usage.files * 70);
}

REGISTER_TYPED_TEST_SUITE_P(
    UsageRepositoryContract, NobodyHasAnythingAtFirst, UsagesComeInTheOrderOfTheUsers,
    FilesCountUntilTheyAreDeleted, FilesInTheTrashCount, TheQuotaHoldsToTheLastByte,
    NothingFitsIntoAQuotaOfNothingOrBelowTheUsage, ADuplicateTakesNoRoom, ASessionKeepsItsBytesFree,
    AnAbortedSessionGivesItsBytesBackOnce, AFileTakesTheBytesOfItsSession,
    WhatASessionHasNotReservedMustFit, TooManySessionsAreToldFromTooManyBytes,
    CompanionsCountWithTheirPicture, ACompanionMustFit, ACompanionTakesTheBytesOfItsSession,
    AReplacedObjectChangesNothing, ADeletedUserHasNothing, OfManyFilesAtOnceThoseComeInThatFit,
    OfManySessionsAtOnceThoseAreOpenedThatFit, OneOfManyEndsOfASessionGivesItsBytesBack);

}  // namespace audmg::database
