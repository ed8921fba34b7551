// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

class FilesTest : public DriveTest {
 protected:
  std::string add(std::string_view bytes, std::string_view name = "a.gif") {
    const Answer answer = drive.upload(ada, bytes, name);
    EXPECT_EQ(answer.verdict(), "201");
    return text_of(*answer.body.find("file"), "fileId");
  }
  Answer on(std::string_view function, std::string_view id) {
    return call(Call{.function = function}.id(id), ada);
  }
  Answer list(std::string limit, std::string cursor = "", std::string kind = "") {
    Call what{.function = "retrieve"};
    if (!limit.empty()) what = std::move(what).where("limit", std::move(limit));
    if (!cursor.empty()) what = std::move(what).where("cursor", std::move(cursor));
    if (!kind.empty()) what = std::move(what).where("kind", std::move(kind));
    return call(what, ada);
  }
  static std::vector<std::string> ids_of(const Answer& answer) {
    std::vector<std::string> ids;
    for (const json::Value& file : answer.list("files")) ids.push_back(text_of(file, "fileId"));
    return ids;
  }

  http::Principal ada = drive.add_user("ada");
};

TEST_F(FilesTest, ListsNewestFirstPageByPage) {
  EXPECT_TRUE(list("").list("files").empty());
  EXPECT_EQ(list("").body.find("nextCursor"), nullptr);
  std::vector<std::string> added;
  for (int i = 0; i < 7; ++i) added.push_back(add(sample_gif("f" + std::to_string(i))));
  std::ranges::reverse(added);

  std::vector<std::string> seen;
  std::string cursor;
  for (const std::size_t expected : {3U, 3U, 1U}) {
    const Answer page = list("3", cursor);
    EXPECT_EQ(page.list("files").size(), expected);
    for (const std::string& id : ids_of(page)) seen.push_back(id);
    cursor = page.text("nextCursor");
    EXPECT_EQ(cursor.empty(), expected == 1) << "a cursor exactly while there is more";
  }
  EXPECT_EQ(seen, added);
  EXPECT_EQ(list("7").text("nextCursor"), "") << "the last page is full and still the last";
}

TEST_F(FilesTest, KeepsItsPlaceWhileFilesComeAndGo) {
  std::vector<std::string> added;
  for (int i = 0; i < 4; ++i) added.push_back(add(sample_gif("f" + std::to_string(i))));
  const Answer first = list("2");
  EXPECT_EQ(on("delete_file", added[2]).status, 204) << "the one that the cursor points at";
  add(sample_gif("new"));
  EXPECT_EQ(ids_of(list("2", first.text("nextCursor"))),
            (std::vector<std::string>{added[1], added[0]}));
}

TEST_F(FilesTest, ListsOneKind) {
  const std::string image = add(sample_gif());
  const std::string audio = add(sample_wav(100));
  EXPECT_EQ(ids_of(list("", "", "image")), std::vector<std::string>{image});
  EXPECT_EQ(ids_of(list("", "", "audio")), std::vector<std::string>{audio});
  EXPECT_EQ(ids_of(list("")), (std::vector<std::string>{audio, image}));
}

TEST_F(FilesTest, RefusesBadParameters) {
  EXPECT_EQ(list("", "", "video").verdict(), "400 validation_failed kind invalid");
  for (const std::string limit : {"x", "1x", " 1", "+1", "-1", "1.0", "0x10"}) {
    EXPECT_EQ(list(limit).verdict(), "400 validation_failed limit invalid") << limit;
  }
  EXPECT_EQ(call(Call{.function = "retrieve"}.where("limit", ""), ada).verdict(),
            "400 validation_failed limit invalid");
  for (const std::string limit : {"0", "201", "99999999999999999999999"}) {
    EXPECT_EQ(list(limit).verdict(), "400 validation_failed limit out_of_range") << limit;
  }
  EXPECT_EQ(list("200").status, 200);
}

TEST_F(FilesTest, TakesOnlyItsOwnCursors) {
  for (int i = 0; i < 3; ++i) add(sample_gif("f" + std::to_string(i)));
  const std::string good = list("1").text("nextCursor");
  EXPECT_EQ(list("1", good).status, 200);
  EXPECT_EQ(list("1", good, "image").verdict(), "400 invalid_cursor") << "of another list";
  const http::Principal eve = drive.add_user("eve");
  EXPECT_EQ(call(Call{.function = "retrieve"}.where("cursor", good), eve).verdict(),
            "400 invalid_cursor");
  for (std::size_t i = 0; i < good.size(); i += 7) {
    std::string altered = good;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(list("1", altered).verdict(), "400 invalid_cursor") << i;
  }
  for (const std::string& cursor : {std::string("x"), good + "A", std::string(100'000, 'A')}) {
    EXPECT_EQ(list("1", cursor).verdict(), "400 invalid_cursor");
  }
  EXPECT_EQ(call(Call{.function = "retrieve"}.where("cursor", ""), ada).verdict(),
            "400 invalid_cursor");
}

TEST_F(FilesTest, ShowsOneFile) {
  const std::string id = add(sample_gif(), "holiday.gif");
  const Answer answer = on("get_file", id);
  EXPECT_EQ(answer.verdict(), "200");
  EXPECT_EQ(answer.text("fileId"), id);
  EXPECT_EQ(answer.text("fileName"), "holiday.gif");
  EXPECT_EQ(drive.follow(answer.text("fileUrl")), sample_gif());
  EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
}

TEST_F(FilesTest, LeadsToADownload) {
  const std::string id = add(sample_gif(), "holiday \xe2\x82\xac.gif");
  const Answer answer = on("download", id);
  EXPECT_EQ(answer.status, 302);
  const std::string url(answer.headers.find("Location").value_or(""));
  EXPECT_EQ(drive.follow(url), sample_gif());
  EXPECT_TRUE(url.contains("response-content-disposition=attachment")) << url;
  EXPECT_FALSE(on("get_file", id).text("fileUrl").contains("attachment"));
  EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
}

TEST_F(FilesTest, DeletesRowAndObject) {
  const std::string id = add(sample_gif());
  const std::string kept = add(sample_gif("kept"));
  EXPECT_EQ(call(Call{.function = "delete_file"}.id(id).where("permanent", "true"), ada).verdict(),
            "204");
  EXPECT_EQ(drive.original_keys().size(), 1U);
  for (const std::string_view function : {"get_file", "download", "delete_file"}) {
    EXPECT_EQ(on(function, id).verdict(), "404 not_found") << function;
  }
  EXPECT_EQ(ids_of(list("")), std::vector<std::string>{kept});
  EXPECT_NE(add(sample_gif()), id) << "the same bytes can come back as a new file";
}

TEST_F(FilesTest, BelongToOneUser) {
  const std::string id = add(sample_gif());
  const http::Principal eve = drive.add_user("eve");
  for (const std::string_view function : {"get_file", "download", "delete_file"}) {
    EXPECT_EQ(call(Call{.function = function}.id(id), eve).verdict(), "404 not_found") << function;
    for (const std::string_view other : {"", "x", "../x", "0198F2C4-5A1E-7C3D-9B2A-3F4E5D6C7B8A",
                                         "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"}) {
      EXPECT_EQ(on(function, other).verdict(), "404 not_found") << function << other;
    }
  }
  EXPECT_TRUE(call(Call{.function = "retrieve"}, eve).list("files").empty());
  EXPECT_EQ(on("get_file", id).status, 200);
}

TEST_F(FilesTest, AreGoneForAUserWhoIsGone) {
  const std::string id = add(sample_gif());
  EXPECT_TRUE(drive.services.users.set_disabled(ada.user, true));
  drive.clock.advance(identity::kLiveness);
  // The authorizer lets such a user's token pass no more; a request already past it gets no URL.
  EXPECT_EQ(on("get_file", id).verdict(), "401 unauthorized");
  EXPECT_EQ(list("").verdict(), "401 unauthorized");
}

TEST_F(FilesTest, HasCursorsOfOneOwnerAndKind) {
  for (int i = 0; i < 3; ++i) add(sample_gif("f" + std::to_string(i)));
  const std::string cursor = list("1", "", "image").text("nextCursor");
  EXPECT_EQ(list("1", cursor, "image").list("files").size(), 1U);
  EXPECT_EQ(list("1", cursor).verdict(), "400 invalid_cursor");
  const http::Principal eve = drive.add_user("eve");
  EXPECT_EQ(call(Call{.function = "retrieve"}.where("cursor", cursor).where("kind", "image"), eve)
                .verdict(),
            "400 invalid_cursor");
  EXPECT_EQ(list("1", "x").verdict(), "400 invalid_cursor");
}

}  // namespace
}  // namespace audmg::functions
