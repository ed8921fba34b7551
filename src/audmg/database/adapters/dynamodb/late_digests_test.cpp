// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/sample_rows.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

// Files whose digests become known after they were added, as S3 does not compute them.

namespace audmg::database::dynamodb {
namespace {

class LateDigestsTest : public testing::Test {
 protected:
  LateDigestsTest() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  File add(File file) {
    const auto added = harness_.files().add_file({.file = file, .upload = std::nullopt});
    EXPECT_TRUE(added) << added.error().message;
    EXPECT_EQ(added->outcome, AddFileOutcome::added);
    return file;
  }
  File add_without_digests(const std::string& announced = {}) {
    File file = make_file(ada_.id);
    file.sha256.clear();
    file.announced_sha256 = announced;
    return add(std::move(file));
  }
  File found(const File& file) {
    const auto stored = harness_.files().find_file(file.owner, file.id);
    EXPECT_TRUE(stored && *stored);
    return **stored;
  }
  static LateDigests digests_of(const File& file, const std::string& sha256) {
    return {
        .object = {file.owner, file.id, file.object_key},
        .sha256 = sha256,
        .crc32 = 0xDEADBEEFU,
        .verified_at = minutes_after_noon(3),
        .outbox = {.messages = {},
                   .events = {{.id = EventId::make(kNoon), .type = "file.changed", .at = kNoon}}}};
  }
  std::optional<File> note(const File& file, const std::string& sha256) {
    const auto noted = harness_.integrity().note_digests(digests_of(file, sha256));
    EXPECT_TRUE(noted) << noted.error().message;
    return *noted;
  }
  std::size_t events(const File& file) {
    return harness_.events().list_file_events(file.owner, file.id, 100)->size();
  }

  DynamoHarness harness_;
  const User ada_ = make_user("ada");
  const std::string sha256_ = std::string(64, 'a');
};

TEST_F(LateDigestsTest, AreWrittenOnce) {
  const File file = add_without_digests();
  EXPECT_EQ(found(file).sha256, "");
  ASSERT_TRUE(
      harness_.integrity().note_digest_progress({file.owner, file.id, file.object_key}, "half"));
  EXPECT_EQ(found(file).digest_progress, "half");
  const auto noted = note(file, sha256_);
  ASSERT_TRUE(noted);
  const File stored = found(file);
  for (const File& each : {*noted, stored}) {
    EXPECT_EQ(each.sha256, sha256_);
    EXPECT_EQ(each.crc32, 0xDEADBEEFU);
    EXPECT_EQ(each.verified_at, minutes_after_noon(3));
    EXPECT_EQ(each.sidecar_version, 0U) << "which has no digest";
    EXPECT_EQ(each.digest_progress, "");
    EXPECT_TRUE(each.duplicate_of.empty());
  }
  EXPECT_EQ(events(file), 1U);
  EXPECT_FALSE(note(file, std::string(64, 'b')));
  ASSERT_TRUE(
      harness_.integrity().note_digest_progress({file.owner, file.id, file.object_key}, "more"));
  EXPECT_EQ(found(file).sha256, sha256_);
  EXPECT_EQ(found(file).digest_progress, "");
  EXPECT_EQ(events(file), 1U);
}

TEST_F(LateDigestsTest, ConcernTheObjectThatWasRead) {
  File file = add_without_digests();
  file.object_key = "orig/another";
  EXPECT_FALSE(note(file, sha256_));
  ASSERT_TRUE(
      harness_.integrity().note_digest_progress({file.owner, file.id, "orig/another"}, "half"));
  EXPECT_EQ(found(file).sha256, "");
  EXPECT_EQ(found(file).digest_progress, "");
}

TEST_F(LateDigestsTest, MakeTheNextUploadOfTheBytesADuplicate) {
  const File file = add_without_digests();
  ASSERT_TRUE(note(file, sha256_));
  File again = make_file(ada_.id);
  again.sha256 = sha256_;
  const auto added = harness_.files().add_file({.file = again, .upload = std::nullopt});
  ASSERT_TRUE(added);
  EXPECT_EQ(added->outcome, AddFileOutcome::duplicate);
  EXPECT_EQ(added->file.id, file.id);
}

TEST_F(LateDigestsTest, OfBytesThatAreThereAlreadyNameTheOtherFile) {
  File first = make_file(ada_.id);
  first.sha256 = sha256_;
  add(first);
  const File file = add_without_digests();
  const auto noted = note(file, sha256_);
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->duplicate_of, first.id);
  EXPECT_EQ(found(file).duplicate_of, first.id);
  EXPECT_EQ(harness_.files().find_file_by_sha256(ada_.id, sha256_).value()->id, first.id);

  ASSERT_TRUE(harness_.files().delete_file(ada_.id, file.id, {}));
  EXPECT_EQ(harness_.files().find_file_by_sha256(ada_.id, sha256_).value()->id, first.id)
      << "it had nothing of the other one";
}

TEST_F(LateDigestsTest, KeepWhatWasAnnouncedIfItIsAnother) {
  const File right = add_without_digests(sha256_);
  EXPECT_EQ(found(right).announced_sha256, sha256_);
  ASSERT_TRUE(note(right, sha256_));
  EXPECT_EQ(found(right).announced_sha256, "");
  const std::string other(64, 'b');
  const File wrong = add_without_digests(other);
  ASSERT_TRUE(note(wrong, std::string(64, 'c')));
  EXPECT_EQ(found(wrong).announced_sha256, other);
}

TEST_F(LateDigestsTest, ManyFilesMayWaitForTheirs) {
  const File one = add_without_digests();
  const File other = add_without_digests();
  EXPECT_FALSE(*harness_.files().find_file_by_sha256(ada_.id, ""));
  ASSERT_TRUE(harness_.files().delete_file(ada_.id, one.id, {}));
  EXPECT_EQ(found(other).sha256, "");
}

}  // namespace
}  // namespace audmg::database::dynamodb
