// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/error.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/decoder_memory.hpp"
#include "audmg/core/utf8.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <string>

namespace audmg::vips {
namespace {

constexpr std::size_t kMaxReasonBytes = 200;

/// Recognises a failure to create a thread by GLib's or libvips's words, in any line of the buffer.
bool tells_of_no_thread(std::string_view text) {
  return text.find("Error creating thread") != std::string_view::npos ||
         text.find("unable to create thread") != std::string_view::npos;
}

/// Recognises a want of memory by libvips's words, or by those of libjpeg, which has to keep all of
/// a progressive picture.
bool tells_of_no_memory(std::string_view reason) {
  return reason.contains("out of memory") || reason.contains("Insufficient memory");
}

/// Returns the first line of the error buffer and empties the buffer.
std::string take_reason() {
  std::string_view text = vips_error_buffer();
  text = text.substr(0, text.find('\n'));
  std::string reason = to_valid_utf8(text, kMaxReasonBytes);
  while (reason.ends_with('.') || reason.ends_with(' ')) reason.pop_back();
  std::ranges::replace_if(reason, is_control, ' ');
  vips_error_clear();
  return reason;
}

}  // namespace

std::unexpected<Error> failure(ErrorCode code, std::string_view what) {
  const bool no_thread = tells_of_no_thread(vips_error_buffer());
  const std::string reason = take_reason();
  if (no_thread) return fail(ErrorCode::unavailable, "no thread for the decoder: " + reason, true);
  if (tells_of_no_memory(reason)) {
    return beyond_decoder_memory();
  }
  std::string message(what);
  if (!reason.empty()) message.append(": ").append(reason);
  return fail(code, std::move(message.append(".")));
}

std::unexpected<Error> decode_failure() {
  return failure(ErrorCode::invalid_argument, "The image cannot be decoded");
}

}  // namespace audmg::vips
