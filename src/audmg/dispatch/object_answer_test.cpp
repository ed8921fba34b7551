// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/object_answer.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/storage/object_store.hpp"

#include <gtest/gtest.h>

namespace audmg::dispatch {
namespace {

using namespace std::chrono_literals;

const storage::ObjectInfo kInfo{
    .key = "orig/u/1",
    .size = 1000,
    .etag = "abc",
    .sha256 = "",
    .last_modified = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 1 / 2}}};

ObjectAnswer answer_to(std::vector<http::Headers::Field> fields,
                       http::Method method = http::Method::get) {
  http::Request request;
  request.method = method;
  request.request_id = "id";
  for (auto& [name, value] : fields) request.headers.add(std::move(name), std::move(value));
  storage::SignedAccess access;
  access.response_content_type = "audio/flac";
  access.response_content_disposition = "inline";
  return plan_object_answer(request, access, kInfo);
}

TEST(ObjectAnswer, IsTheWholeObject) {
  const auto answer = answer_to({});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_length, 1000u);
  ASSERT_EQ(answer.pieces.size(), 1u);
  EXPECT_EQ(answer.pieces[0].range, (ByteRange{0, 1000}));
  EXPECT_EQ(answer.headers.find("Content-Type"), "audio/flac");
  EXPECT_EQ(answer.headers.find("Content-Disposition"), "inline");
  EXPECT_EQ(answer.headers.find("ETag"), "\"abc\"");
  EXPECT_EQ(answer.headers.find("Last-Modified"), "Fri, 02 Jan 2026 00:00:00 GMT");
  EXPECT_EQ(answer.headers.find("Accept-Ranges"), "bytes");
  EXPECT_EQ(answer.headers.find("Cache-Control"), "private, max-age=3600, immutable");
}

TEST(ObjectAnswer, ToHeadHasTheLengthButNoBody) {
  const auto answer = answer_to({{"Range", "bytes=0-9"}}, http::Method::head);
  EXPECT_EQ(answer.status, 200) << "Range means nothing with HEAD";
  EXPECT_EQ(answer.content_length, 1000u);
  EXPECT_TRUE(answer.pieces.empty());
}

TEST(ObjectAnswer, IsOneRange) {
  const auto answer = answer_to({{"Range", "bytes=-100"}});
  EXPECT_EQ(answer.status, 206);
  EXPECT_EQ(answer.content_length, 100u);
  EXPECT_EQ(answer.headers.find("Content-Range"), "bytes 900-999/1000");
  ASSERT_EQ(answer.pieces.size(), 1u);
  EXPECT_EQ(answer.pieces[0].range, (ByteRange{900, 100}));
}

TEST(ObjectAnswer, IsSeveralRangesWithTheirOwnHeads) {
  const auto answer = answer_to({{"Range", "bytes=0-9,20-29"}});
  EXPECT_EQ(answer.status, 206);
  EXPECT_EQ(answer.headers.find("Content-Type"), "multipart/byteranges; boundary=audmg-id");
  EXPECT_FALSE(answer.headers.find("Content-Range"));
  ASSERT_EQ(answer.pieces.size(), 3u);
  EXPECT_EQ(answer.pieces[0].text,
            "--audmg-id\r\nContent-Type: audio/flac\r\nContent-Range: bytes 0-9/1000\r\n\r\n");
  EXPECT_EQ(
      answer.pieces[1].text,
      "\r\n--audmg-id\r\nContent-Type: audio/flac\r\nContent-Range: bytes 20-29/1000\r\n\r\n");
  EXPECT_EQ(answer.pieces[2].text, "\r\n--audmg-id--\r\n");
  std::uint64_t length = 0;
  for (const auto& piece : answer.pieces) length += piece.text.size() + piece.range.length;
  EXPECT_EQ(answer.content_length, length);
}

TEST(ObjectAnswer, RefusesARangeThatIsNotThere) {
  const auto answer = answer_to({{"Range", "bytes=1000-"}});
  EXPECT_EQ(answer.status, 416);
  EXPECT_EQ(answer.headers.find("Content-Range"), "bytes */1000");
  EXPECT_EQ(answer.headers.find("Content-Type"), "application/problem+json");
  ASSERT_EQ(answer.pieces.size(), 1u);
  EXPECT_NE(answer.pieces[0].text.find("range_not_satisfiable"), std::string::npos);
}

TEST(ObjectAnswer, FollowsThePreconditions) {
  EXPECT_EQ(answer_to({{"If-None-Match", "\"abc\""}}).status, 304);
  EXPECT_TRUE(answer_to({{"If-None-Match", "\"abc\""}}).pieces.empty());
  EXPECT_EQ(answer_to({{"If-None-Match", "\"abc\""}}).headers.find("ETag"), "\"abc\"");
  EXPECT_EQ(answer_to({{"If-None-Match", "\"x\""}}).status, 200);
  EXPECT_EQ(answer_to({{"If-Match", "\"x\""}}).status, 412);
  EXPECT_EQ(answer_to({{"If-Modified-Since", "Fri, 02 Jan 2026 00:00:00 GMT"}}).status, 304);
  EXPECT_EQ(answer_to({{"If-Range", "\"abc\""}, {"Range", "bytes=0-0"}}).status, 206);
  EXPECT_EQ(answer_to({{"If-Range", "\"x\""}, {"Range", "bytes=0-0"}}).status, 200);
}

}  // namespace
}  // namespace audmg::dispatch
