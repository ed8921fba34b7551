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

  /// The encoded bytes; valid until the packet is filled anew.
  [[nodiscard]] std::string_view bytes() const noexcept;
  /// Of its stream, in that stream's time base; 0: not known.
  [[nodiscard]] std::int64_t duration() const noexcept;
  [[nodiscard]] AVPacket* get() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(AVPacket* handle) const noexcept;
  };
  std::unique_ptr<AVPacket, Free> handle_;
};

}  // namespace audmg::ffmpeg
