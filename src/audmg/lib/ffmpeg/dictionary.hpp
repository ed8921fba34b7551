// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

struct AVDictionary;

namespace audmg::ffmpeg {

/// Named options for FFmpeg.
class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;
  ~Dictionary();

  void set(const char* name, const char* value);
  /// For functions that remove the options they recognise.
  [[nodiscard]] AVDictionary** address() noexcept { return &handle_; }

 private:
  AVDictionary* handle_ = nullptr;
};

}  // namespace audmg::ffmpeg
