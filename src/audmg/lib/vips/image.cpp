// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/image.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <utility>

namespace audmg::vips {

Image::Image(const Image& other) noexcept : handle_(other.handle_) {
  if (handle_ != nullptr) g_object_ref(handle_);
}

Image::Image(Image&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Image& Image::operator=(Image other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Image::~Image() {
  if (handle_ != nullptr) g_object_unref(handle_);
}

std::uint32_t Image::width() const noexcept {
  return static_cast<std::uint32_t>(vips_image_get_width(handle_));
}

std::uint32_t Image::height() const noexcept {
  return static_cast<std::uint32_t>(vips_image_get_height(handle_));
}

bool Image::has_alpha() const noexcept { return vips_image_hasalpha(handle_) != 0; }

int Image::orientation() const noexcept { return vips_image_get_orientation(handle_); }

std::uint32_t Image::pages() const noexcept {
  return static_cast<std::uint32_t>(std::max(1, vips_image_get_n_pages(handle_)));
}

std::span<const std::byte> Image::blob(const char* name) const noexcept {
  const void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_image_get_typeof(handle_, name) == 0) return {};
  if (vips_image_get_blob(handle_, name, &bytes, &size) != 0) {
    vips_error_clear();
    return {};
  }
  return {static_cast<const std::byte*>(bytes), size};
}

}  // namespace audmg::vips
