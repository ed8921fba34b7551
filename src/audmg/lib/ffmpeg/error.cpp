// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/error.hpp"

#include "audmg/lib/ffmpeg/log.hpp"

extern "C" {
#include <libavutil/error.h>
}

#include <cerrno>
#include <string>

namespace audmg::ffmpeg {

ErrorCode translate_result(int result) noexcept {
  switch (result) {
    case AVERROR_INVALIDDATA:
    case AVERROR_EOF:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_STREAM_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
    case AVERROR(EINVAL):  // what a white list refuses, and what no decoder makes sense of
    case AVERROR(ENOSYS):
    case AVERROR(EPERM):
      return ErrorCode::invalid_argument;
    case AVERROR(ENOMEM):
    case AVERROR(EFBIG):
      return ErrorCode::too_large;
    case AVERROR(ENOSPC):
    case AVERROR(EDQUOT):
      return ErrorCode::out_of_space;
    case AVERROR_EXIT:
      return ErrorCode::deadline_exceeded;
    default:
      return ErrorCode::internal;
  }
}

Error make_error(int result, std::string_view action) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  ::av_strerror(result, text, sizeof text);
  std::string message(action);
  message.append(": ").append(text);
  if (const std::string logged = take_log(); !logged.empty()) {
    message.append(" (").append(logged).append(")");
  }
  return {translate_result(result), std::move(message)};
}

}  // namespace audmg::ffmpeg
