// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/errno_error.hpp"

#include <cerrno>
#include <system_error>

namespace audmg {
namespace {

ErrorCode code_of(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::out_of_space;
    case ENOENT:
      return ErrorCode::not_found;
    case EEXIST:
      return ErrorCode::already_exists;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case ELOOP:
    case EISDIR:
    case ENAMETOOLONG:
      return ErrorCode::invalid_argument;
    default:
      return ErrorCode::internal;
  }
}

}  // namespace

std::string errno_message(std::string_view what, int error_number) {
  return std::string(what) + ": " + std::generic_category().message(error_number);
}

std::unexpected<Error> fail_errno(std::string_view what, int error_number) {
  return fail(code_of(error_number), errno_message(what, error_number));
}

std::unexpected<Error> fail_errno_retryable(std::string_view what, int error_number) {
  const bool is_full = code_of(error_number) == ErrorCode::out_of_space;
  return fail(is_full ? ErrorCode::out_of_space : ErrorCode::unavailable,
              errno_message(what, error_number), true);
}

}  // namespace audmg
