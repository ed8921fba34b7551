// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/open_uploads.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace audmg::client {
namespace {

constexpr const char* kKey = "0198f2c5-11aa-7d42-8e21-90ab12cd34ef";
constexpr const char* kId = "0198f2c6-77bb-7e10-a1b2-c3d4e5f60718";

TEST(OpenUploads, RemembersKeyAndSession) {
  std::string folder = testing::TempDir() + "uploads-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const OpenUploads uploads(std::filesystem::path(folder) / "audmg" / "uploads");
  EXPECT_EQ(*uploads.find("a"), std::nullopt);
  ASSERT_TRUE(uploads.put("a", {.idempotency_key = kKey}));
  EXPECT_EQ(*uploads.find("a"), (OpenUpload{.idempotency_key = kKey}));
  ASSERT_TRUE(uploads.put("a", {.idempotency_key = kKey, .upload_id = kId}));
  EXPECT_EQ(*uploads.find("a"), (OpenUpload{.idempotency_key = kKey, .upload_id = kId}));
  EXPECT_EQ(*uploads.find("b"), std::nullopt);
  uploads.forget_old();
  EXPECT_TRUE(uploads.find("a")->has_value()) << "it is young";
  uploads.remove("a");
  EXPECT_EQ(*uploads.find("a"), std::nullopt);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace audmg::client
