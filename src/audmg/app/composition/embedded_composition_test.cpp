// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/embedded_composition.hpp"

#include "audmg/database/user_repository.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::app {
namespace {

const Secrets kSecrets{std::string(32, 'j'), std::string(32, 'u')};

Result<std::unique_ptr<Composition>> make(const TemporaryFolder& folder) {
  return make_embedded_composition({}, {folder.path()}, kSecrets, LogTarget::nowhere);
}

TEST(EmbeddedComposition, SignsUrlsOnlyOnceItKnowsWhatTheyStartWith) {
  const TemporaryFolder folder;
  const auto made = make(folder);
  ASSERT_TRUE(made) << made.error().message;
  storage::PresignGetRequest request;
  request.key = "orig/a";
  request.response_content_type = "image/jpeg";
  request.response_content_disposition = "inline";
  request.binding = "user.1";
  storage::PresignedUrls& urls = (*made)->services().urls;
  EXPECT_EQ(urls.presign_get(request).error().code, ErrorCode::unavailable);
  EXPECT_EQ(urls.begin_reads(request.expires_in, "user.1").error().code, ErrorCode::unavailable);
  ASSERT_TRUE((*made)->set_public_url("https://drive.example.org"));
  EXPECT_TRUE(urls.begin_reads(request.expires_in, "user.1").has_value());
  const auto url = urls.presign_get(request);
  ASSERT_TRUE(url) << url.error().message;
  const std::string origin = "https://drive.example.org";
  ASSERT_TRUE(url->starts_with(origin + "/objects/orig/a?"));
  const auto access = (*made)->verifier().verify("GET", url->substr(origin.size()));
  ASSERT_TRUE(access) << access.error().message;
  EXPECT_EQ(access->binding, "user.1");
}

TEST(EmbeddedComposition, CountsEveryFunctionAndTheDataPlane) {
  const TemporaryFolder folder;
  const auto made = make(folder);
  ASSERT_TRUE(made);
  const std::string text = (*made)->metrics().exposition()->text();
  for (const std::string function : {"upload", "login", "retrieve", "get_object", "put_part"}) {
    EXPECT_THAT(text, testing::HasSubstr("invocations_total{function=\"" + function + "\"} 0\n"));
  }
}

TEST(EmbeddedComposition, OpensWhatItKeptAgain) {
  const TemporaryFolder folder;
  const UserId id = UserId::make(SystemClock().now());
  {
    const auto made = make(folder);
    ASSERT_TRUE(made);
    database::User user;
    user.id = id;
    user.username = "ada";
    user.email = "ada@example.org";
    ASSERT_TRUE((*made)->services().users.create_user(user));
  }
  const auto again = make(folder);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE((*again)->services().users.find_user(id).value());
  EXPECT_TRUE((*again)->takes_writes());
}

}  // namespace
}  // namespace audmg::app
