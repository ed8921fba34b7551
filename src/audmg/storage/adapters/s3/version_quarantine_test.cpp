// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/quarantine_contract.hpp"
#include "testbeds/s3_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::storage {
namespace {

class VersioningTestbed final : public QuarantineTestbed {
 public:
  ObjectStore& objects() override { return bed_.objects(); }
  Quarantine& quarantine() override { return bed_.quarantine(); }
  void reopen() override { bed_.reopen(); }

 private:
  s3::S3Testbed bed_{s3::Versioning::on};
};

const QuarantineTestbedParam kQuarantineTestbeds[] = {
    {.name = "S3",
     .make = [] { return std::make_unique<VersioningTestbed>(); },
     .purges_on_call = false},
};

INSTANTIATE_TEST_SUITE_P(Stores, QuarantineContract, testing::ValuesIn(kQuarantineTestbeds),
                         quarantine_name_of);

TEST(VersionQuarantine, DeletesNothingInABucketThatKeepsNoVersions) {
  s3::S3Testbed bed(s3::Versioning::off);
  ASSERT_OK(put(bed.objects(), "k", "bytes"));
  const auto refused = bed.quarantine().quarantine_object("k");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("versioning"), std::string::npos);
  EXPECT_EQ(get(bed.objects(), "k"), "bytes");
}

TEST(VersionQuarantine, DeletingAnObjectLeavesNoVersionOfIt) {
  s3::S3Testbed bed(s3::Versioning::on);
  for (const std::string body : {"former", "newer", "newest"}) {
    ASSERT_OK(put(bed.objects(), "deriv/k", body));
  }
  ASSERT_OK(put(bed.objects(), "deriv/k2", "of another key"));
  ASSERT_OK(bed.objects().delete_object("deriv/k"));
  EXPECT_CODE(bed.objects().get_object("deriv/k"), ErrorCode::not_found);
  const std::string listed =
      AwsPartner::get().call(bed.service(), {.action = "ListObjectVersions",
                                             .method = "GET",
                                             .path = "/" + bed.options().bucket,
                                             .query = {{"versions", ""}}});
  EXPECT_EQ(listed.find("<Key>deriv/k</Key>"), std::string::npos) << listed;
  EXPECT_NE(listed.find("<Key>deriv/k2</Key>"), std::string::npos) << listed;
  EXPECT_EQ(listed.find("DeleteMarker"), std::string::npos) << listed;
}

TEST(VersionQuarantine, DeletingAPrefixLeavesNoVersionUnderIt) {
  s3::S3Testbed bed(s3::Versioning::on);
  for (const std::string key : {"orig/u/1", "orig/u/2", "orig/u/2", "orig/u2/1"}) {
    ASSERT_OK(put(bed.objects(), key, "bytes"));
  }
  ASSERT_OK(bed.quarantine().quarantine_object("orig/u/1"));
  ASSERT_OK(bed.quarantine().quarantine_object("orig/u2/1"));
  EXPECT_EQ(bed.objects().delete_objects("orig/u/"), 4U) << "three versions and a marker";
  EXPECT_EQ(bed.objects().delete_objects("orig/u/"), 0U);
  const auto left = bed.quarantine().list_quarantined({});
  ASSERT_OK(left);
  ASSERT_EQ(left->size(), 1U);
  EXPECT_EQ(left->front().key, "orig/u2/1");
}

}  // namespace
}  // namespace audmg::storage
