// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/open_file.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace audmg::storage::filesystem {
namespace {

TEST(ErrorOf, SaysWhatACallerCanDo) {
  EXPECT_EQ(error_of(-ENOSPC, "x").code, ErrorCode::out_of_space);
  EXPECT_EQ(error_of(-EDQUOT, "x").code, ErrorCode::out_of_space);
  EXPECT_EQ(error_of(-ENOENT, "x").code, ErrorCode::not_found);
  EXPECT_EQ(error_of(-ENOTDIR, "x").code, ErrorCode::not_found);
  EXPECT_EQ(error_of(-EFBIG, "x").code, ErrorCode::too_large);
  EXPECT_EQ(error_of(-EMFILE, "x").code, ErrorCode::unavailable);
  EXPECT_TRUE(error_of(-EMFILE, "x").retryable);
  EXPECT_EQ(error_of(-EIO, "x").code, ErrorCode::internal);
  EXPECT_FALSE(error_of(-EIO, "x").retryable);
  EXPECT_EQ(error_of(-EIO, "cannot write").message, "cannot write: Input/output error");
}

}  // namespace
}  // namespace audmg::storage::filesystem
