// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/memory_boxes.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

constexpr int kMaxMemoryBoxes = 4096;
constexpr std::size_t kBoxHeaderBytes = 8;
constexpr std::size_t kLongBoxHeaderBytes = 16;

bool starts_with(std::span<const std::byte> bytes, std::string_view text) {
  return bytes.size() >= text.size() &&
         std::ranges::equal(bytes.first(text.size()), text, [](std::byte byte, char letter) {
           return byte == static_cast<std::byte>(letter);
         });
}

// Bytes of the box at the start of `boxes` and of its header; 0 when it is damaged.
struct BoxExtent {
  std::size_t header = 0;
  std::size_t size = 0;
};

BoxExtent box_extent_of(std::span<const std::byte> boxes) {
  if (boxes.size() < kBoxHeaderBytes) return {};
  std::uint64_t size = be32_of(boxes);
  std::size_t header = kBoxHeaderBytes;
  if (size == 1) {
    if (boxes.size() < kLongBoxHeaderBytes) return {};
    size = (std::uint64_t{be32_of(boxes.subspan(8))} << 32U) | be32_of(boxes.subspan(12));
    header = kLongBoxHeaderBytes;
  } else if (size == 0) {
    size = boxes.size();
  }
  if (size < header || size > boxes.size()) return {};
  return {header, static_cast<std::size_t>(size)};
}

// Returns the body of the first box that `is_wanted` takes, given its type's bytes and its body.
template <class Predicate>
std::span<const std::byte> find_first(std::span<const std::byte> boxes, Predicate is_wanted) {
  for (int i = 0; i < kMaxMemoryBoxes; ++i) {
    const BoxExtent extent = box_extent_of(boxes);
    if (extent.size == 0) return {};
    const auto body = boxes.first(extent.size).subspan(extent.header);
    if (is_wanted(boxes.subspan(4, 4), body)) return body;
    boxes = boxes.subspan(extent.size);
  }
  return {};
}

}  // namespace

std::uint32_t be32_of(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes.first(4)) {
    value = (value << 8U) | std::to_integer<std::uint32_t>(byte);
  }
  return value;
}

std::span<const std::byte> find_memory_box(std::span<const std::byte> boxes,
                                           std::string_view type) {
  return find_first(boxes, [&](auto name, auto /*body*/) { return starts_with(name, type); });
}

std::span<const std::byte> find_uuid_box(std::span<const std::byte> boxes,
                                         std::string_view extended_type) {
  const auto body = find_first(boxes, [&](auto name, auto inside) {
    return starts_with(name, "uuid") && starts_with(inside, extended_type);
  });
  return body.empty() ? body : body.subspan(extended_type.size());
}

}  // namespace audmg::media
