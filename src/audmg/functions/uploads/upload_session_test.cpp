// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/upload_session.hpp"

#include "audmg/core/text.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t kMebibyte = std::size_t{1024} * 1024;
constexpr std::size_t kPart = 8 * kMebibyte;

TEST(PartSize, IsWholeMebibytesAndGivesAtMostAThousandParts) {
  constexpr std::uint64_t kGigabyte = 1'000'000'000;
  EXPECT_EQ(part_size_for(1), kPart);
  EXPECT_EQ(part_size_for(1000 * kPart), kPart);
  EXPECT_EQ(part_size_for(1000 * kPart + 1), kPart + kMebibyte);
  for (const std::uint64_t size : {20 * kGigabyte, 50 * kGigabyte, 5000 * kGigabyte}) {
    const std::uint64_t part = part_size_for(size);
    EXPECT_EQ(part % kMebibyte, 0U);
    EXPECT_LE((size + part - 1) / part, 1000U);
  }
}

TEST(PartSize, OfTheLastPartIsTheRest) {
  database::Upload upload;
  upload.part_size = kPart;
  upload.size = 2 * kPart + 5;
  EXPECT_EQ(part_count(upload), 3);
  EXPECT_EQ(size_of_part(upload, 2), kPart);
  EXPECT_EQ(size_of_part(upload, 3), 5U);
  upload.size = 2 * kPart;
  EXPECT_EQ(part_count(upload), 2);
  EXPECT_EQ(size_of_part(upload, 2), kPart);
}

class UploadSessionTest : public DriveTest {
 protected:
  Answer on(std::string_view function, std::string_view id) {
    return call(Call{.function = function}.id(id), ada);
  }
  /// A session with all its parts; its id.
  std::string fill(std::string_view bytes, std::string_view more = "") {
    const Answer opened = drive.open_upload(ada, bytes.size(), more);
    EXPECT_EQ(opened.verdict(), "201");
    const std::string id = opened.text("uploadId");
    int number = 1;
    for (; !bytes.empty(); ++number) {
      const std::string_view part = bytes.substr(0, kPart);
      drive.put_part(ada, id, number, part);
      bytes.remove_prefix(part.size());
    }
    return id;
  }

  http::Principal ada = drive.add_user("ada");
};

TEST_F(UploadSessionTest, GivesAUrlForEveryPart) {
  const Answer answer = drive.open_upload(ada, 2 * kPart + 1);
  EXPECT_EQ(answer.verdict(), "201");
  EXPECT_TRUE(UploadId::parse(answer.text("uploadId")));
  EXPECT_EQ(answer.number("partSize"), kPart);
  EXPECT_EQ(answer.text("expiresAt"), "2025-11-23T12:00:00.000Z");
  const json::Array& parts = answer.list("parts");
  ASSERT_EQ(parts.size(), 3U);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(parts[i].find("partNumber")->as_unsigned(), i + 1);
    EXPECT_TRUE(text_of(parts[i], "url").starts_with("http://127.0.0.1:8420/objects/orig/"));
  }
  EXPECT_TRUE(text_of(parts[2], "url").contains("contentLength=1&"));
}

TEST_F(UploadSessionTest, TakesAVeryLargeFile) {
  const Answer answer = drive.open_upload(ada, 20'000'000'000);
  EXPECT_EQ(answer.verdict(), "201");
  EXPECT_LE(answer.list("parts").size(), 1000U);
}

TEST_F(UploadSessionTest, TellsHowToResume) {
  const std::string wav = sample_wav(2 * kPart);
  const Answer opened = drive.open_upload(ada, wav.size());
  const std::string id = opened.text("uploadId");
  drive.put_part(ada, id, 2, std::string_view(wav).substr(kPart, kPart));
  const Answer status = on("get_upload", id);
  EXPECT_EQ(status.verdict(), "200");
  EXPECT_EQ(status.text("fileName"), "a.wav");
  EXPECT_EQ(status.number("size"), wav.size());
  ASSERT_EQ(status.list("parts").size(), 1U);
  EXPECT_EQ(status.list("parts")[0].find("partNumber")->as_unsigned(), 2U);
  EXPECT_EQ(status.list("parts")[0].find("size")->as_unsigned(), kPart);
  EXPECT_FALSE(text_of(status.list("parts")[0], "etag").empty());
  ASSERT_EQ(status.list("missingParts").size(), 2U);
  EXPECT_EQ(status.list("missingParts")[1].find("partNumber")->as_unsigned(), 3U);

  const Answer early = on("complete_upload", id);
  EXPECT_EQ(early.verdict(), "409 upload_incomplete");
  EXPECT_TRUE(early.text("message").starts_with("2 of 3 parts are missing"));
  drive.put_part(ada, id, 1, std::string_view(wav).substr(0, kPart));
  drive.put_part(ada, id, 3, std::string_view(wav).substr(2 * kPart));
  const Answer done = on("complete_upload", id);
  EXPECT_EQ(done.verdict(), "201");
  EXPECT_EQ(done.text("message"), "File uploaded successfully.");
  EXPECT_EQ(drive.follow(done.text("fileUrl")), wav);
}

TEST_F(UploadSessionTest, IsOverOnceCompleted) {
  const std::string id = fill(sample_wav(1000));
  EXPECT_EQ(on("complete_upload", id).verdict(), "201");
  for (const std::string_view function : {"get_upload", "abort_upload"}) {
    EXPECT_EQ(on(function, id).verdict(), "404 not_found") << function;
  }
  EXPECT_EQ(drive.original_keys().size(), 1U);
}

TEST_F(UploadSessionTest, AnswersASecondCompletionWithTheFile) {
  const std::string wav = sample_wav(1000);
  const std::string first = fill(wav);
  const std::string file = text_of(*on("complete_upload", first).body.find("file"), "fileId");
  const std::string same_bytes = fill(wav);
  EXPECT_EQ(on("complete_upload", same_bytes).verdict(), "200");
  for (const std::string& id : {first, same_bytes}) {
    for (int i = 0; i < 2; ++i) {
      const Answer again = on("complete_upload", id);
      EXPECT_EQ(again.verdict(), "200");
      EXPECT_EQ(text_of(*again.body.find("file"), "fileId"), file);
    }
    const http::Principal eve = drive.add_user(id == first ? "eve" : "mallory");
    EXPECT_EQ(call(Call{.function = "complete_upload"}.id(id), eve).verdict(), "404 not_found");
  }
  EXPECT_EQ(call(Call{.function = "complete_upload"}.id(first).with("Idempotency-Key", "k"), ada)
                .verdict(),
            "200");
  EXPECT_EQ(drive.rows(ada.user).size(), 1U);
  EXPECT_EQ(on("delete_file", file).status, 204);
  for (const std::string& id : {first, same_bytes}) {
    EXPECT_EQ(on("complete_upload", id).verdict(), "404 not_found");
  }
}

TEST_F(UploadSessionTest, RecognisesADuplicate) {
  const std::string wav = sample_wav(1000);
  const Answer first = on("complete_upload", fill(wav));
  const Answer again = on("complete_upload", fill(wav));
  EXPECT_EQ(again.verdict(), "200");
  EXPECT_EQ(again.body.find("duplicate")->as_bool(), true);
  EXPECT_EQ(text_of(*again.body.find("file"), "fileId"),
            text_of(*first.body.find("file"), "fileId"));
  EXPECT_EQ(drive.original_keys().size(), 1U);
  EXPECT_EQ(drive.follow(again.text("fileUrl")), wav);
}

TEST_F(UploadSessionTest, RemovesEverythingOfAFileThatLies) {
  const std::string zeros(64, '0');
  const std::string wrong = fill(sample_wav(1000), R"(,"sha256":")" + zeros + "\"");
  EXPECT_EQ(on("complete_upload", wrong).verdict(), "422 digest_mismatch");
  EXPECT_EQ(on("get_upload", wrong).verdict(), "404 not_found");
  const std::string text = fill(std::string(5000, 'x'));
  const Answer refused = on("complete_upload", text);
  EXPECT_EQ(refused.verdict(), "415 unsupported_media_type");
  EXPECT_EQ(on("complete_upload", text).verdict(), "404 not_found");
  EXPECT_TRUE(drive.object_keys().empty());
  EXPECT_TRUE(drive.rows(ada.user).empty());
}

TEST_F(UploadSessionTest, AcceptsARightDigestInAnyCase) {
  const std::string wav = sample_wav(1000);
  const Answer stored = drive.upload(ada, wav);
  const std::string digest = upper_case(text_of(*stored.body.find("file"), "sha256"));
  const http::Principal eve = drive.add_user("eve");
  const Answer opened = drive.open_upload(eve, wav.size(), R"(,"sha256":")" + digest + "\"");
  drive.put_part(eve, opened.text("uploadId"), 1, wav);
  EXPECT_EQ(call(Call{.function = "complete_upload"}.id(opened.text("uploadId")), eve).verdict(),
            "201");
}

TEST_F(UploadSessionTest, Aborts) {
  const std::string id = fill(sample_wav(1000));
  EXPECT_EQ(on("abort_upload", id).verdict(), "204");
  EXPECT_EQ(on("abort_upload", id).verdict(), "404 not_found");
  EXPECT_EQ(on("complete_upload", id).verdict(), "404 not_found");
  EXPECT_TRUE(drive.object_keys().empty());
}

TEST_F(UploadSessionTest, IsNotAbortedWhileItIsCompleted) {
  const std::string id = fill(sample_wav(1000));
  // After the look-up, the store says that a completion is under way.
  drive.failures.fail_after(1, ErrorCode::conflict);
  EXPECT_EQ(on("abort_upload", id).verdict(), "409 upload_busy");
  EXPECT_FALSE(drive.failures.is_pending());
  EXPECT_EQ(on("complete_upload", id).verdict(), "201");
}

TEST_F(UploadSessionTest, NamesEveryWrongField) {
  struct Case {
    std::string_view body;
    std::string_view verdict;
  };
  const std::vector<Case> cases = {
      {"{}", "400 validation_failed fileName missing contentType missing size missing"},
      {R"({"fileName":"","contentType":"","size":1})", "400 validation_failed fileName too_short"},
      {R"({"fileName":"a","contentType":"","size":0})", "400 empty_file"},
      {R"({"fileName":"a","contentType":"","size":-1})", "400 validation_failed size out_of_range"},
      {R"({"fileName":"a","contentType":"","size":"1"})", "400 validation_failed size wrong_type"},
      {R"({"fileName":"a","contentType":"","size":1.5})", "400 validation_failed size wrong_type"},
      {R"({"fileName":"a","contentType":"","size":50000000001})", "413 file_too_large"},
      {R"({"fileName":"a","contentType":"","size":18446744073709551615})", "413 file_too_large"},
      {R"({"fileName":"a","contentType":"","size":1,"sha256":"ab"})",
       "400 validation_failed sha256 invalid"},
      {R"({"fileName":7,"contentType":"","size":1,"sha256":7})",
       "400 validation_failed fileName wrong_type sha256 wrong_type"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(call(json_call("create_upload", std::string(one.body)), ada).verdict(), one.verdict)
        << one.body;
  }
  const std::string long_name(1025, 'n');
  EXPECT_EQ(call(json_call("create_upload",
                           R"({"fileName":")" + long_name + R"(","contentType":"","size":1})"),
                 ada)
                .verdict(),
            "400 validation_failed fileName too_long");
  EXPECT_EQ(
      call(json_call("create_upload", R"({"fileName":"a\u0000/../b","contentType":"","size":1})"),
           ada)
          .verdict(),
      "201");
}

TEST_F(UploadSessionTest, LimitsOpenSessionsOfOneUser) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(drive.open_upload(ada, 10).verdict(), "201");
  const Answer refused = drive.open_upload(ada, 10);
  EXPECT_EQ(refused.verdict(), "429 too_many_uploads");
  EXPECT_TRUE(refused.headers.find("Retry-After"));
  EXPECT_EQ(drive.open_upload(drive.add_user("eve"), 10).verdict(), "201");
}

TEST_F(UploadSessionTest, EndsAtItsTime) {
  const std::string id = fill(sample_wav(1000));
  drive.clock.advance(hours(24) - seconds(1));
  EXPECT_EQ(on("get_upload", id).verdict(), "200");
  drive.clock.advance(seconds(1));
  EXPECT_EQ(on("get_upload", id).verdict(), "404 not_found");
  EXPECT_EQ(on("complete_upload", id).verdict(), "404 not_found");
}

TEST_F(UploadSessionTest, BelongsToOneUser) {
  const std::string id = fill(sample_wav(1000));
  const http::Principal eve = drive.add_user("eve");
  for (const std::string_view function : {"get_upload", "complete_upload", "abort_upload"}) {
    EXPECT_EQ(call(Call{.function = function}.id(id), eve).verdict(), "404 not_found") << function;
    for (const std::string_view other : {"", "x", "../x", "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"}) {
      EXPECT_EQ(on(function, other).verdict(), "404 not_found") << function << other;
    }
  }
  EXPECT_EQ(on("complete_upload", id).verdict(), "201");
}

TEST_F(UploadSessionTest, IsIdempotentWithAKey) {
  const auto open = [&](std::size_t size) {
    return call(json_call("create_upload", R"({"fileName":"a","contentType":"b","size":)" +
                                               std::to_string(size) + "}")
                    .with("Idempotency-Key", "open"),
                ada);
  };
  const std::string wav = sample_wav(1000);
  const Answer first = open(wav.size());
  const Answer again = open(wav.size());
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("uploadId"), first.text("uploadId"));
  EXPECT_EQ(again.headers.find("Idempotent-Replayed"), "true");
  EXPECT_EQ(open(7).verdict(), "422 idempotency_key_reused");

  const auto complete = [&] {
    return call(Call{.function = "complete_upload"}
                    .id(first.text("uploadId"))
                    .with("Idempotency-Key", "complete"),
                ada);
  };
  EXPECT_EQ(complete().verdict(), "409 upload_incomplete") << "a failure frees the key";
  drive.put_part(ada, first.text("uploadId"), 1, wav);
  const Answer done = complete();
  const Answer replayed = complete();
  EXPECT_EQ(done.status, 201);
  EXPECT_EQ(replayed.status, 201);
  EXPECT_EQ(text_of(*replayed.body.find("file"), "fileId"),
            text_of(*done.body.find("file"), "fileId"));
  EXPECT_EQ(replayed.headers.find("Idempotent-Replayed"), "true");
  EXPECT_EQ(open(wav.size()).verdict(), "404 not_found") << "what was made then is gone by now";
}

TEST_F(UploadSessionTest, TakesAnEmptyBodyOrAnObject) {
  Call with_body = json_call("complete_upload", "{}").id(fill(sample_wav(1000)));
  EXPECT_EQ(call(with_body, ada).verdict(), "201");
  Call bad = json_call("complete_upload", "[1").id(fill(sample_wav(1001)));
  EXPECT_EQ(call(bad, ada).verdict(), "400 invalid_json");
}

// A crash between joining the parts and the row: the client asks again and gets its file.
TEST_F(UploadSessionTest, FinishesAnInterruptedCompletion) {
  const std::string wav = sample_wav(1000);
  const std::string id = fill(wav);
  const auto upload = *drive.services.uploads.find_upload(ada.user, *UploadId::parse(id));
  ASSERT_TRUE(drive.services.multipart.complete_multipart_upload(upload->object_key,
                                                                 upload->multipart_upload_id));
  const Answer done = on("complete_upload", id);
  EXPECT_EQ(done.verdict(), "201");
  EXPECT_EQ(drive.follow(done.text("fileUrl")), wav);
  const Answer stored = drive.upload(ada, wav);
  EXPECT_EQ(stored.verdict(), "200") << "the digest was found out, so the same bytes are known";
}

TEST_F(UploadSessionTest, CanBeCompletedAgainAfterAnyFailure) {
  for (int passed = 0; passed < 30; ++passed) {
    const std::string wav = sample_wav(1000, static_cast<unsigned>(passed) + 2);
    const std::string id = fill(wav);
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer failed = on("complete_upload", id);
    if (drive.failures.is_pending()) {
      drive.failures.stop_failing();
      EXPECT_EQ(failed.verdict(), "201");
      EXPECT_GT(passed, 5);
      return;
    }
    EXPECT_EQ(failed.verdict(), "503 unavailable") << passed;
    // Either again, or it is done already and only the answer failed.
    const Answer again = on("complete_upload", id);
    EXPECT_TRUE(again.verdict() == "201" || again.verdict() == "200") << again.verdict() << passed;
    EXPECT_EQ(drive.follow(again.text("fileUrl")), wav) << passed;
  }
  FAIL() << "the function never got through";
}

}  // namespace
}  // namespace audmg::functions
