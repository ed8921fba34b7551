// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/errno_error.hpp"

#include <cerrno>
#include <string>
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

std::unexpected<Error> fail_errno(std::string_view what, int error_number) {
  return fail(code_of(error_number),
              std::string(what) + ": " + std::generic_category().message(error_number));
}

}  // namespace audmg
