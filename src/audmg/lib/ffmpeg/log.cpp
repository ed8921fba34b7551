// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/log.hpp"

#include "audmg/core/ascii.hpp"

extern "C" {
#include <libavutil/log.h>
}

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <utility>

namespace audmg::ffmpeg {
namespace {

thread_local char last_error[kMaxLogBytes];

// Signature of av_log_set_callback().
void keep_error(void* /*context*/, int level, const char* format, std::va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  std::vsnprintf(last_error, sizeof last_error, format, arguments);
}

}  // namespace

void silence_log() noexcept { ::av_log_set_callback(keep_error); }

std::string take_log() {
  // Messages quote the file.
  std::string text(last_error);
  last_error[0] = '\0';
  std::ranges::replace_if(text, [](char c) { return !is_printable(c); }, ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace audmg::ffmpeg
