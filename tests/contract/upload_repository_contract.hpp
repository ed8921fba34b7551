// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace audmg::database {

/// What every UploadRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class UploadRepositoryContract : public testing::Test {
 protected:
  UploadRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  UploadRepository& uploads() { return harness_.uploads(); }

  Upload add_upload(TimePoint expires_at = minutes_after_noon(60)) {
    Upload upload = make_upload(ada_.id);
    upload.expires_at = expires_at;
    EXPECT_TRUE(uploads().create_upload(upload, 1000));
    return upload;
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(UploadRepositoryContract);

TYPED_TEST_P(UploadRepositoryContract, ASessionComesBackAsStored) {
  const Upload upload = this->add_upload();
  const auto found = this->uploads().find_upload(upload.owner, upload.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->id, upload.id);
  EXPECT_EQ((*found)->owner, upload.owner);
  EXPECT_EQ((*found)->file_name, upload.file_name);
  EXPECT_EQ((*found)->content_type, upload.content_type);
  EXPECT_EQ((*found)->size, upload.size);
  EXPECT_EQ((*found)->sha256, upload.sha256);
  EXPECT_EQ((*found)->object_key, upload.object_key);
  EXPECT_EQ((*found)->multipart_upload_id, upload.multipart_upload_id);
  EXPECT_EQ((*found)->part_size, upload.part_size);
  EXPECT_EQ((*found)->created_at, upload.created_at);
  EXPECT_EQ((*found)->expires_at, upload.expires_at);
  EXPECT_EQ((*found)->reserved, upload.reserved);
}

TYPED_TEST_P(UploadRepositoryContract, TheSha256MayBeUnknown) {
  Upload upload = make_upload(this->ada_.id);
  upload.sha256.clear();
  ASSERT_TRUE(this->uploads().create_upload(upload, 10));
  EXPECT_EQ((*this->uploads().find_upload(upload.owner, upload.id))->sha256, "");
}

TYPED_TEST_P(UploadRepositoryContract, AnotherOwnersSessionIsNotFound) {
  const Upload upload = this->add_upload();
  EXPECT_FALSE(*this->uploads().find_upload(this->grace_.id, upload.id));
  EXPECT_EQ(this->uploads().delete_upload(this->grace_.id, upload.id), false);
  EXPECT_FALSE(*this->uploads().find_upload(upload.owner, UploadId::make(kNoon)));
  EXPECT_FALSE(*this->uploads().find_upload(upload.owner, UploadId()));
  EXPECT_TRUE(*this->uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(UploadRepositoryContract, ASessionOfNobodyIsNotFound) {
  const auto created = this->uploads().create_upload(make_upload(UserId::make(kNoon)), 10);
  EXPECT_EQ(error_code(created), ErrorCode::not_found);
}

TYPED_TEST_P(UploadRepositoryContract, TheNumberOfOpenSessionsIsLimitedPerOwner) {
  const Upload first = make_upload(this->ada_.id);
  EXPECT_EQ(this->uploads().create_upload(first, 2), CreateUploadOutcome::created);
  EXPECT_EQ(this->uploads().create_upload(make_upload(this->ada_.id), 2),
            CreateUploadOutcome::created);
  const Upload third = make_upload(this->ada_.id);
  EXPECT_EQ(this->uploads().create_upload(third, 2), CreateUploadOutcome::too_many);
  EXPECT_FALSE(*this->uploads().find_upload(third.owner, third.id));
  EXPECT_EQ(this->uploads().create_upload(make_upload(this->grace_.id), 2),
            CreateUploadOutcome::created);
  ASSERT_EQ(this->uploads().delete_upload(first.owner, first.id), true);
  EXPECT_EQ(this->uploads().create_upload(third, 2), CreateUploadOutcome::created);
}

TYPED_TEST_P(UploadRepositoryContract, TheLimitHoldsForManyAtOnce) {
  const auto results = at_once(16, [&](std::size_t) {
    return this->uploads().create_upload(make_upload(this->ada_.id), 5);
  });
  EXPECT_EQ(count_answers(results, CreateUploadOutcome::created), 5U);
  EXPECT_EQ(count_answers(results, CreateUploadOutcome::too_many), 11U);
}

TYPED_TEST_P(UploadRepositoryContract, DeletingSaysWhetherThereWasOne) {
  const Upload upload = this->add_upload();
  EXPECT_EQ(this->uploads().delete_upload(upload.owner, upload.id), true);
  EXPECT_EQ(this->uploads().delete_upload(upload.owner, upload.id), false);
  EXPECT_FALSE(*this->uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(UploadRepositoryContract, ListsSessionsPastTheirEndOldestFirst) {
  const Upload second = this->add_upload(minutes_after_noon(2));
  const Upload first = this->add_upload(minutes_after_noon(1));
  const Upload third = this->add_upload(minutes_after_noon(3));
  this->add_upload(minutes_after_noon(30));
  const auto all = this->uploads().list_expired_uploads(minutes_after_noon(10), 10);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ(all->at(0).id, first.id);
  EXPECT_EQ(all->at(1).id, second.id);
  EXPECT_EQ(all->at(2).id, third.id);
  EXPECT_EQ(this->uploads().list_expired_uploads(minutes_after_noon(10), 2)->size(), 2U);
  EXPECT_TRUE(this->uploads().list_expired_uploads(kNoon, 10)->empty());
}

REGISTER_TYPED_TEST_SUITE_P(UploadRepositoryContract, ASessionComesBackAsStored,
                            TheSha256MayBeUnknown, AnotherOwnersSessionIsNotFound,
                            ASessionOfNobodyIsNotFound, TheNumberOfOpenSessionsIsLimitedPerOwner,
                            TheLimitHoldsForManyAtOnce, DeletingSaysWhetherThereWasOne,
                            ListsSessionsPastTheirEndOldestFirst);

}  // namespace audmg::database
