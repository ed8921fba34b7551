// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/shortage.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <ios>
#include <new>
#include <stdexcept>
#include <system_error>

namespace audmg {
namespace {

template <class Exception>
Error translated(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return current_exception_error();
  }
}

TEST(Shortage, IsOfDescriptorsMemoryThreadsAndProcesses) {
  for (const int error : {EMFILE, ENFILE, ENOMEM, ENOBUFS, EAGAIN}) {
    EXPECT_TRUE(is_shortage(error)) << error;
  }
  for (const int error : {0, ENOENT, EACCES, EIO, ENOSPC, EINVAL, EROFS}) {
    EXPECT_FALSE(is_shortage(error)) << error;
  }
}

TEST(Shortage, AnExceptionThatTellsOfOneIsRetryable) {
  const std::system_error no_thread(EAGAIN, std::generic_category(), "thread");
  const std::system_error no_descriptor(EMFILE, std::system_category(), "open");
  for (const Error& error :
       {translated(std::bad_alloc()), translated(no_thread), translated(no_descriptor)}) {
    EXPECT_EQ(error.code, ErrorCode::unavailable) << error.message;
    EXPECT_TRUE(error.retryable) << error.message;
  }
}

TEST(Shortage, AnyOtherExceptionIsAFaultOfOurs) {
  const std::system_error io(EIO, std::generic_category(), "read");
  // A category of its own: the number is not an errno.
  const std::system_error foreign(EMFILE, std::iostream_category(), "stream");
  for (const Error& error :
       {translated(std::logic_error("no")), translated(io), translated(foreign), translated(42)}) {
    EXPECT_EQ(error.code, ErrorCode::internal) << error.message;
    EXPECT_FALSE(error.retryable) << error.message;
  }
}

}  // namespace
}  // namespace audmg
