// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/cover.hpp"

#include "audmg/media/types/file_type.hpp"

#include <algorithm>
#include <span>

namespace audmg::media {
namespace {

bool is_picture(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const Verdict verdict = identify_head(std::as_bytes(std::span(head.data(), head.size())));
  return verdict.type && verdict.type->kind == Kind::image;
}

std::string read_bytes(const RenderTask& task, const ffmpeg::ByteExtent& extent) {
  if (extent.offset > task.size || extent.size > task.size - extent.offset) return {};
  std::string bytes(static_cast<std::size_t>(extent.size), '\0');
  const ssize_t count = task.input.read_at(extent.offset, std::as_writable_bytes(std::span(bytes)));
  return count == static_cast<ssize_t>(bytes.size()) ? bytes : std::string();
}

}  // namespace

std::string choose_cover(const RenderTask& task, const TagValues& values,
                         const ffmpeg::Demuxer& demuxer) {
  const std::size_t most = task.limits.max_cover_bytes;
  const taglib::Picture* chosen = nullptr;
  for (const taglib::Picture& picture : values.pictures()) {
    if (picture.bytes.size() > most || !is_picture(picture.bytes)) continue;
    if (chosen == nullptr || (picture.is_front && !chosen->is_front)) chosen = &picture;
  }
  if (chosen != nullptr) return chosen->bytes;
  const std::string_view attached = demuxer.cover();
  if (attached.size() <= most && is_picture(attached)) return std::string(attached);
  const auto extent = demuxer.first_picture();
  if (!extent || extent->size > most) return {};
  std::string picture = read_bytes(task, *extent);
  return is_picture(picture) ? picture : std::string();
}

}  // namespace audmg::media
