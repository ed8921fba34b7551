// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/packet.hpp"

#include "audmg/core/result.hpp"

extern "C" {
#include <libavcodec/packet.h>
}

namespace audmg::ffmpeg {

void Packet::Free::operator()(AVPacket* handle) const noexcept { ::av_packet_free(&handle); }

Packet::Packet() : handle_(::av_packet_alloc()) { AUDMG_ASSERT(handle_ != nullptr); }

std::string_view Packet::bytes() const noexcept {
  return {reinterpret_cast<const char*>(handle_->data), static_cast<std::size_t>(handle_->size)};
}

std::int64_t Packet::duration() const noexcept { return handle_->duration; }

}  // namespace audmg::ffmpeg
