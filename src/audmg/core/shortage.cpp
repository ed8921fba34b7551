// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/shortage.hpp"

#include <cerrno>
#include <exception>
#include <new>
#include <string>
#include <system_error>

namespace audmg {
namespace {

/// Short enough (15 characters) to be stored without allocating, because there may be no memory.
constexpr const char* kNoMemory = "out of memory";

bool is_errno(const std::error_code& code) noexcept {
  return code.category() == std::generic_category() || code.category() == std::system_category();
}

Error describe(const std::exception& exception) {
  return {ErrorCode::internal, std::string("exception: ") + exception.what(), false};
}

Error translate() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::unavailable, kNoMemory, true};
  } catch (const std::system_error& exception) {
    if (!is_errno(exception.code()) || !is_shortage(exception.code().value())) {
      return describe(exception);
    }
    return {ErrorCode::unavailable, exception.what(), true};
  } catch (const std::exception& exception) {
    return describe(exception);
  } catch (...) {
    return {ErrorCode::internal, "exception of an unknown type", false};
  }
}

}  // namespace

bool is_shortage(int error_number) noexcept {
  switch (error_number) {
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS:
    case EAGAIN:
      return true;
    default:
      return false;
  }
}

Error current_exception_error() noexcept {
  try {
    return translate();
  } catch (...) {
    // The text of the error did not fit into memory any more.
    return {ErrorCode::unavailable, kNoMemory, true};
  }
}

}  // namespace audmg
