// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/bmp_image.hpp"

#include "audmg/lib/vips/rows.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxProfileBytes = 4 * 1024 * 1024;
/// More than the widest picture of libvips, which has ten million pixels in a row.
constexpr std::uint64_t kMaxRowBytes = 64 * 1024 * 1024;

/// Reads the most that there is: headers are shorter than what the longest of them needs.
std::vector<std::byte> read_head(const ReadAt& file) {
  std::vector<std::byte> head(kBmpHeaderBytes);
  while (!head.empty() && !file(0, head)) head.pop_back();
  return head;
}

std::vector<std::byte> read_profile(const BmpHeader& header, const ReadAt& file) {
  if (header.profile_bytes == 0 || header.profile_bytes > kMaxProfileBytes) return {};
  std::vector<std::byte> profile(header.profile_bytes);
  if (!file(header.profile_offset, profile)) return {};
  return profile;
}

}  // namespace

ReadAt file_reader(int descriptor) {
  return [descriptor](std::uint64_t offset, std::span<std::byte> into) {
    while (!into.empty()) {
      const ssize_t count =
          ::pread(descriptor, into.data(), into.size(), static_cast<off_t>(offset));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      offset += static_cast<std::uint64_t>(count);
      into = into.subspan(static_cast<std::size_t>(count));
    }
    return true;
  };
}

ReadAt memory_reader(std::string_view bytes) {
  return [bytes](std::uint64_t offset, std::span<std::byte> into) {
    if (offset > bytes.size() || into.size() > bytes.size() - offset) return false;
    const auto from = std::as_bytes(std::span(bytes)).subspan(static_cast<std::size_t>(offset));
    std::ranges::copy(from.first(into.size()), into.begin());
    return true;
  };
}

Result<vips::Image> open_bmp(const ReadAt& file) {
  const auto header = parse_bmp_header(read_head(file));
  if (!header) {
    return fail(ErrorCode::invalid_argument, "The image cannot be read: its header is damaged.");
  }
  // The header of a cover has not been held against the length of its file.
  if (header->row_bytes() > kMaxRowBytes) {
    return fail(ErrorCode::too_large, "The image is too large to be read.");
  }
  const auto pixels = std::make_shared<const BmpPixels>(*header, file);
  const std::vector<std::byte> profile = read_profile(*header, file);
  return vips::image_of_rows({.width = header->width,
                              .height = header->height,
                              .bands = pixels->bands(),
                              .icc_profile = profile},
                             [pixels](std::uint32_t row, std::span<std::uint8_t> into) {
                               return pixels->read_row(row, into).has_value();
                             });
}

}  // namespace audmg::media
