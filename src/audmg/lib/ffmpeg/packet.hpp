// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

struct AVPacket;

namespace audmg::ffmpeg {

/// A piece of an encoded stream. Empty until a Demuxer or an Encoder fills it.
class Packet {
 public:
  Packet();

  /// The encoded bytes; valid until the packet is filled again.
  [[nodiscard]] std::string_view bytes() const noexcept;
  /// Duration in the time base of its stream; 0 when unknown.
  [[nodiscard]] std::int64_t duration() const noexcept;
  [[nodiscard]] AVPacket* get() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(AVPacket* handle) const noexcept;
  };
  std::unique_ptr<AVPacket, Free> handle_;
};

}  // namespace audmg::ffmpeg
