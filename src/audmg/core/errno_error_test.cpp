// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/errno_error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace audmg {
namespace {

TEST(ErrnoError, SaysWhatFailedAndWhy) {
  EXPECT_EQ(errno_message("cannot open x", ENOENT), "cannot open x: No such file or directory");
  EXPECT_EQ(fail_errno("cannot open x", ENOENT).error().message,
            errno_message("cannot open x", ENOENT));
}

TEST(ErrnoError, ChoosesTheCode) {
  EXPECT_EQ(fail_errno("x", ENOSPC).error().code, ErrorCode::out_of_space);
  EXPECT_EQ(fail_errno("x", EDQUOT).error().code, ErrorCode::out_of_space);
  EXPECT_EQ(fail_errno("x", ENOENT).error().code, ErrorCode::not_found);
  EXPECT_EQ(fail_errno("x", EEXIST).error().code, ErrorCode::already_exists);
  EXPECT_EQ(fail_errno("x", EACCES).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(fail_errno("x", EIO).error().code, ErrorCode::internal);
  EXPECT_FALSE(fail_errno("x", EIO).error().retryable);
}

TEST(ErrnoError, IsRetryableWhereTheCallerRepeatsTheCall) {
  for (const int number : {EMFILE, ENOENT, EIO}) {
    const Error error = fail_errno_retryable("x", number).error();
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_TRUE(error.retryable);
  }
  EXPECT_EQ(fail_errno_retryable("x", ENOSPC).error().code, ErrorCode::out_of_space);
  EXPECT_EQ(fail_errno_retryable("x", EDQUOT).error().code, ErrorCode::out_of_space);
  EXPECT_TRUE(fail_errno_retryable("x", ENOSPC).error().retryable);
}

}  // namespace
}  // namespace audmg
