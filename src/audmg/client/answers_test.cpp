// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/api_answer.hpp"
#include "audmg/client/listing.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/client/sidecar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace audmg::client {
namespace {

using testing::HasSubstr;
using testing::Not;

curl::ClientAnswer response(int status, std::string body) {
  return {.status = status, .fields = {}, .body = std::move(body)};
}

json::Value file_with(const std::string& more) {
  const std::string text =
      R"({"fileId":"0198f2c5-11aa-7d42-8e21-90ab12cd34ef","fileName":"a.jpg","fileUrl":"http://x/",)"
      R"("size":7,"sha256":")" +
      std::string(64, 'a') + "\"" + more + "}";
  const auto value = json::parse(text, {});
  EXPECT_TRUE(value) << text;
  return value.value_or(json::Value());
}

RemoteFile read(const std::string& more) {
  const auto file = read_file(file_with(more));
  EXPECT_TRUE(file);
  return file.value_or(RemoteFile{});
}

TEST(ApiAnswer, DistinguishesDrivesFromOtherPrograms) {
  EXPECT_EQ(read_answer(response(200, "<html>")).code, kNoDrive);
  EXPECT_EQ(read_answer(response(403, R"({"message":"Forbidden"})")).code, kNoDrive)
      << "as API Gateway answers without a stage";
  EXPECT_EQ(read_answer(response(404, R"({"code":"not_found","message":"No."})")).code,
            "not_found");
  EXPECT_TRUE(read_answer(response(204, "")).code.empty());
  const Error wrong = error_of(read_answer(response(404, "nginx")));
  EXPECT_EQ(wrong.code, ErrorCode::unavailable);
  EXPECT_THAT(wrong.message, HasSubstr("is the URL right?"));
}

TEST(ApiAnswer, RefusalsSayWhatTheDriveSays) {
  const Error error = error_of(read_answer(response(
      400,
      R"({"code":"validation_failed","message":"Wrong.","errors":[{"field":"size","code":"x","message":"Too big."}]})")));
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_EQ(error.message, "Wrong. size: Too big.");
  EXPECT_EQ(
      error_of(read_answer(response(507, R"({"code":"insufficient_storage","message":"F"})"))).code,
      ErrorCode::out_of_space);
}

TEST(Listing, EncodesItsParameters) {
  EXPECT_EQ(target_with("/retrieve", {{"q", "a b&ü"}, {"kind", ""}, {"limit", "3"}}),
            "/retrieve?q=a%20b%26%C3%BC&limit=3");
  EXPECT_EQ(target_with("/collections", {}), "/collections");
}

TEST(RemoteFile, IsReadWithWhatItHas) {
  const RemoteFile file = read(
      R"(,"kind":"image","keywords":["x",1],"rating":4,"place":{"name":"Porto","latitude":41.1,"longitude":-8.6},"companions":[{"kind":"video","contentType":"video/mp4","size":3,"url":"u"}],"tags":{"artist":"B","track":2})");
  EXPECT_EQ(file.size, 7U);
  EXPECT_THAT(file.keywords, testing::ElementsAre("x"));
  EXPECT_EQ(file.rating, 4U);
  EXPECT_EQ(file.longitude, -8.6);
  EXPECT_EQ(file.companions.at(0).size, 3U);
  EXPECT_EQ(file.artist, "B");
}

TEST(RemoteFile, MustHaveWhatEveryFileHas) {
  for (const char* bad : {"{}", "[]", R"({"fileId":"../x","fileName":"a","fileUrl":"u"})"}) {
    EXPECT_FALSE(read_file(*json::parse(bad, {}))) << bad;
  }
}

TEST(Sidecar, HasWhatIsSaidAndNothingElse) {
  EXPECT_EQ(sidecar_of(read(R"(,"kind":"image","date":"2019-07-14T10:00:00")")), "");
  EXPECT_EQ(sidecar_of(read(R"(,"kind":"audio","title":"S","tags":{"artist":"B"},"revision":1)")),
            "");
  EXPECT_THAT(sidecar_of(read(R"(,"kind":"audio","title":"S","tags":{"artist":"B"},"revision":2)")),
              HasSubstr("xmpDM:artist"));
  const std::string place =
      sidecar_of(read(R"(,"kind":"image","date":"2019-07-14T10:00:00","place":{"name":"Porto"})"));
  EXPECT_THAT(place, HasSubstr("Porto"));
  EXPECT_THAT(place, HasSubstr("2019-07-14T10:00:00"));
  EXPECT_THAT(
      sidecar_of(read(
          R"(,"kind":"image","date":"2025-08-28T12:00:00.000Z","keywords":["x"],"revision":2)")),
      Not(HasSubstr("2025-08-28")))
      << "the time of an upload is nobody's date";
  EXPECT_THAT(sidecar_of(read(R"(,"kind":"image","date":"1999-01-02","revision":2)")),
              HasSubstr("1999-01-02"));
}

}  // namespace
}  // namespace audmg::client
