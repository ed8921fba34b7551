// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/filesystem_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::storage::filesystem {
namespace {

constexpr ErrorCode kCodes[] = {ErrorCode::out_of_space, ErrorCode::unavailable,
                                ErrorCode::internal};

/// The failing decorators around a real store with one object and one upload of two parts, the
/// first of which has arrived.
class FailingStore : public testing::Test {
 protected:
  FailingStore() {
    EXPECT_OK(put(bed_.objects(), "k", "old"));
    id_ = bed_.uploads().create_multipart_upload({"u", 6, 3}).value();
    EXPECT_OK(put_part(bed_.uploads(), "u", id_, 1, "abc"));
  }

  /// Runs `call` so that it fails once, then for ever, then not at all; with each code.
  template <class Call>
  void expect_errors_pass(const Call& call) {
    for (const ErrorCode code : kCodes) {
      bed_.failures.fail_once(code);
      EXPECT_CODE(call(), code);
      expect_inner_is_intact();
      bed_.failures.fail_always(code);
      EXPECT_CODE(call(), code);
      EXPECT_CODE(call(), code);
      bed_.failures.stop_failing();
      expect_inner_is_intact();
    }
    EXPECT_OK(call());
  }

  void expect_inner_is_intact() {
    EXPECT_EQ(get(bed_.inner.objects(), "k"), "old");
    EXPECT_EQ(bed_.inner.objects().list_objects({})->size(), 1U);
    EXPECT_EQ(bed_.inner.uploads().list_parts("u", id_)->size(), 1U);
  }

  FailingTestbed bed_;
  std::string id_;
};

TEST_F(FailingStore, PassesErrorsOfObjectsOn) {
  ObjectStore& store = bed_.objects();
  expect_errors_pass([&] { return store.put_object({.key = "k", .size = {}}); });
  expect_errors_pass([&] { return store.get_object("k"); });
  expect_errors_pass([&] { return store.head_object("k"); });
  expect_errors_pass([&] { return store.list_objects({}); });
  expect_errors_pass([&] { return store.check_writable(); });
  expect_errors_pass([&] { return get(store, "k"); });
  expect_errors_pass([&] { return store.delete_object("k"); });
}

TEST_F(FailingStore, PassesErrorsOfUploadsOn) {
  MultipartUploads& uploads = bed_.uploads();
  expect_errors_pass([&] { return uploads.create_multipart_upload({"u", 6, 3}); });
  expect_errors_pass([&] { return uploads.upload_part({"u", id_, 2}); });
  expect_errors_pass([&] { return uploads.list_parts("u", id_); });
  expect_errors_pass([&] { return uploads.list_multipart_uploads({}); });
  expect_errors_pass([&] { return uploads.abort_multipart_upload("u", id_); });
}

TEST_F(FailingStore, PassesErrorsOfTheQuarantineOn) {
  Quarantine& quarantine = bed_.quarantine();
  expect_errors_pass([&] { return quarantine.list_quarantined({}); });
  expect_errors_pass([&] { return quarantine.purge_quarantined({}); });
  expect_errors_pass([&] { return quarantine.quarantine_object("k"); });
  for (const ErrorCode code : kCodes) {
    bed_.failures.fail_once(code);
    EXPECT_CODE(quarantine.restore_quarantined("k"), code);
    EXPECT_EQ(bed_.inner.quarantine().list_quarantined({})->size(), 1U);
  }
  EXPECT_OK(quarantine.restore_quarantined("k"));
  expect_inner_is_intact();
}

TEST_F(FailingStore, AFailedWriterLeavesNothing) {
  for (const ErrorCode code : kCodes) {
    const auto each = [&](auto&& make) {
      auto writer = make();
      ASSERT_OK(writer);
      bed_.failures.fail_once(code);
      EXPECT_CODE((*writer)->write(bytes_of("new")), code);
      EXPECT_CODE((*writer)->commit(), code) << "a writer does not recover";
      writer = make();
      ASSERT_OK(writer);
      EXPECT_OK((*writer)->write(bytes_of("new")));
      bed_.failures.fail_once(code);
      EXPECT_CODE((*writer)->commit(), code);
      EXPECT_CODE((*writer)->sha256(), code);
      expect_inner_is_intact();
    };
    each([&] { return bed_.objects().put_object({.key = "k", .size = 3}); });
    each([&] { return bed_.uploads().upload_part({"u", id_, 2}); });
  }
}

TEST_F(FailingStore, AFailedCompletionLeavesTheUploadAsItWas) {
  EXPECT_OK(put_part(bed_.uploads(), "u", id_, 2, "def"));
  for (const ErrorCode code : kCodes) {
    bed_.failures.fail_once(code);
    EXPECT_CODE(bed_.uploads().complete_multipart_upload("u", id_), code);
    EXPECT_EQ(bed_.inner.uploads().list_parts("u", id_)->size(), 2U);
  }
  EXPECT_OK(bed_.uploads().complete_multipart_upload("u", id_));
  EXPECT_EQ(get(bed_.inner.objects(), "u"), "abcdef");
}

}  // namespace
}  // namespace audmg::storage::filesystem
