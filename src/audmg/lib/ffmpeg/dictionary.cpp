// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/dictionary.hpp"

#include "audmg/core/result.hpp"

extern "C" {
#include <libavutil/dict.h>
}

namespace audmg::ffmpeg {

Dictionary::~Dictionary() { ::av_dict_free(&handle_); }

void Dictionary::set(const char* name, const char* value) {
  AUDMG_ASSERT(::av_dict_set(&handle_, name, value, 0) >= 0);
}

}  // namespace audmg::ffmpeg
