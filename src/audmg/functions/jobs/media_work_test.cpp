// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/media_work.hpp"

#include "audmg/functions/events/sns_envelope.hpp"
#include "audmg/lib/json/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace audmg::functions {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kUser = "01890a5d-ac96-774b-bcce-b302099a8057";
constexpr std::string_view kFile = "01890a5d-ac96-774b-bcce-b302099a8059";

/// A message as the documentation of its sender describes it.
std::string sample(const std::string& name) {
  std::ifstream file(AUDMG_FUZZ_DATA "/queue_message/" + name + ".json");
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string replaced(std::string text, const std::string& piece, const std::string& by) {
  const std::size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return text.replace(at, piece.size(), by);
}

/// The keys of a notification; a key that says what else came of it.
std::vector<std::string> keys(const std::string& body) {
  const auto work = read_media_work(body);
  if (!work) return {"error: " + work.error().message};
  const auto* created = std::get_if<ObjectsCreated>(&*work);
  return created != nullptr ? created->keys : std::vector<std::string>{"our own message"};
}

TEST(MediaWork, ReadsOurOwnMessage) {
  const auto work = read_media_work(sample("own"));
  ASSERT_TRUE(work);
  const auto& message = std::get<MediaMessage>(*work);
  EXPECT_EQ(message.owner.text(), kUser);
  EXPECT_EQ(message.file.text(), kFile);
  EXPECT_FALSE(message.lacking_only);
  EXPECT_TRUE(std::get<MediaMessage>(*read_media_work(sample("own_lacking_only"))).lacking_only);
}

TEST(MediaWork, NamesTheRenditionThatWasAskedFor) {
  const auto work = read_media_work(sample("own_rendition"));
  ASSERT_TRUE(work);
  const auto& message = std::get<MediaMessage>(*work);
  EXPECT_EQ(message.rendition, "opus");
  EXPECT_EQ(write_media_message(message) + "\n", sample("own_rendition"));
  for (const std::string name : {"7", "\"\"", "\"Opus\"", "\"a/b\"", "null"}) {
    EXPECT_FALSE(read_media_work(replaced(sample("own_rendition"), "\"opus\"", name))) << name;
  }
}

TEST(MediaWork, SaysThatAFileHasGotASidecar) {
  const auto work = read_media_work(sample("own_facts"));
  ASSERT_TRUE(work);
  const auto& message = std::get<MediaMessage>(*work);
  EXPECT_TRUE(message.facts);
  EXPECT_TRUE(message.lacking_only) << "for a receiver that does not know the word";
  EXPECT_EQ(write_media_message(message) + "\n", sample("own_facts"));
  EXPECT_FALSE(std::get<MediaMessage>(*read_media_work(sample("own_lacking_only"))).facts);
}

TEST(MediaWork, DecodesTheKeyThatS3Tells) {
  EXPECT_THAT(keys(sample("s3_created")), ElementsAre("orig/ü b+c.jpg"));
}

TEST(MediaWork, FindsBothInTheEnvelopeOfSns) {
  EXPECT_EQ(std::get<MediaMessage>(*read_media_work(sample("sns_own"))).file.text(), kFile);
  EXPECT_THAT(keys(sample("sns_s3_created")), ElementsAre("orig/ü b+c.jpg"));
}

TEST(MediaWork, IsNoneInTheTestMessageOfS3AndInOtherChanges) {
  EXPECT_THAT(keys(sample("s3_test")), IsEmpty());
  EXPECT_THAT(keys(sample("s3_removed")), IsEmpty());
}

TEST(MediaWork, IsRefusedWhenItIsBroken) {
  const std::string text = sample("s3_created");
  EXPECT_FALSE(read_media_work(replaced(text, "orig/%C3", "orig/%zz")));
  EXPECT_FALSE(read_media_work(replaced(text, "orig/%C3", "orig/%00")));
  EXPECT_FALSE(read_media_work(replaced(text, "\"key\"", "\"name\"")));
  EXPECT_FALSE(read_media_work(replaced(text, "orig/%C3", std::string(1025, 'x'))));
  EXPECT_FALSE(read_media_work(replaced(text, "aws:s3", "aws:ses")));
  std::string many = R"({"Records":[)";
  for (std::size_t i = 0; i <= kMaxObjectRecords; ++i) {
    many += std::string(i > 0 ? "," : "") + R"({"eventSource":"aws:s3"})";
  }
  EXPECT_FALSE(read_media_work(many + "]}"));
  EXPECT_FALSE(read_media_work(R"({"Records":[{"eventSource":"aws:s3"},{"eventSource":"x"}]})"));
}

TEST(MediaWork, IsRefusedWhenItsSenderIsUnknown) {
  for (const std::string_view body :
       {"", "text", "{", "[]", "{}", R"({"Records":[]})", R"({"Records":[{}]})",
        R"({"Records":{"a":1}})", R"({"Type":"Notification","Message":"no topic"})"}) {
    const auto work = read_media_work(body);
    ASSERT_FALSE(work) << body;
    EXPECT_EQ(work.error().code, ErrorCode::invalid_argument) << body;
  }
}

TEST(SnsEnvelope, IsTakenOffOnce) {
  const auto envelope = [](std::string_view message) {
    json::Writer json;
    json.begin_object()
        .field("Type", "Notification")
        .field("TopicArn", "arn:aws:sns:eu-central-1:123456789012:media")
        .field("Message", message)
        .end_object();
    return std::move(json).take();
  };
  EXPECT_EQ(unwrap_notification(envelope("text")), "text");
  EXPECT_EQ(unwrap_notification(envelope(envelope("text"))), envelope("text"));
  EXPECT_EQ(unwrap_notification("text"), std::nullopt);
  EXPECT_EQ(unwrap_notification(sample("own")), std::nullopt);
}

}  // namespace
}  // namespace audmg::functions
