// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/load.hpp"

#include "audmg/lib/vips/error.hpp"

#include <unistd.h>
#include <vips/vips.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace audmg::vips {

namespace {

/// libvips takes a source without bytes for a pipe and then fails an assertion.
std::unexpected<Error> empty() {
  return fail(ErrorCode::invalid_argument, "The image cannot be read: it is empty.");
}

VipsFailOn fail_on_of(Strictness strictness) {
  switch (strictness) {
    case Strictness::fatal:
      return VIPS_FAIL_ON_NONE;
    case Strictness::errors:
      return VIPS_FAIL_ON_ERROR;
  }
  return VIPS_FAIL_ON_ERROR;
}

}  // namespace

Result<Source> Source::from_descriptor(int descriptor) {
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  if (size < 0 || ::lseek(descriptor, 0, SEEK_SET) != 0) {
    return fail(ErrorCode::internal, "the descriptor of an image cannot seek");
  }
  if (size == 0) return empty();
  _VipsSource* handle = vips_source_new_from_descriptor(descriptor);
  if (handle == nullptr) return failure(ErrorCode::internal, "cannot read a descriptor");
  return Source(handle);
}

Result<Source> Source::from_memory(std::string_view bytes) {
  if (bytes.empty()) return empty();
  _VipsSource* handle = vips_source_new_from_memory(bytes.data(), bytes.size());
  if (handle == nullptr) return failure(ErrorCode::internal, "cannot read memory");
  return Source(handle);
}

Source::Source(Source&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Source& Source::operator=(Source&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Source::~Source() {
  if (handle_ != nullptr) g_object_unref(handle_);
}

Result<std::string_view> Source::bytes() const {
  std::size_t size = 0;
  const void* const memory = vips_source_map(handle_, &size);
  if (memory == nullptr) return failure(ErrorCode::internal, "cannot map the bytes of an image");
  return std::string_view(static_cast<const char*>(memory), size);
}

Result<Image> open(const Source& source, Loader loader, OpenOptions options) {
  // Each loader takes more memory and time for random access, and goes on after errors by default.
  constexpr const char* kAccess = "access";
  constexpr auto kSequential = VIPS_ACCESS_SEQUENTIAL;
  constexpr const char* kFailOn = "fail-on";
  const VipsFailOn fail_on = fail_on_of(options.strictness);
  VipsSource* in = source.get();
  VipsImage* out = nullptr;
  int failed = -1;
  vips_error_clear();
  switch (loader) {
    case Loader::jpeg:
      failed = vips_jpegload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, "shrink",
                                    static_cast<int>(options.shrink), nullptr);
      break;
    case Loader::png:
      failed = vips_pngload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, nullptr);
      break;
    case Loader::gif:
      failed = vips_gifload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, nullptr);
      break;
    case Loader::webp:
      failed = vips_webpload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, "scale",
                                    1.0 / std::max(1.0, options.shrink), nullptr);
      break;
    case Loader::tiff:
      failed = vips_tiffload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, nullptr);
      break;
    case Loader::heif:
      failed = vips_heifload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, "thumbnail",
                                    static_cast<gboolean>(options.embedded_thumbnail), nullptr);
      break;
    case Loader::jpeg_xl:
      failed = vips_jxlload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, nullptr);
      break;
    case Loader::jpeg_2000:
      // libvips counts the resolutions of the file as pages: each has half the size of the last.
      failed =
          vips_jp2kload_source(in, &out, kAccess, kSequential, kFailOn, fail_on, "page",
                               static_cast<int>(std::log2(std::max(1.0, options.shrink))), nullptr);
      break;
  }
  if (failed != 0) return failure(ErrorCode::invalid_argument, "The image cannot be read");
  return Image(out);
}

Result<Image> header_of_size(const Image& image, std::uint32_t width, std::uint32_t height) {
  return step([&](VipsImage** out) {
    return vips_copy(image.get(), out, "width", static_cast<int>(width), "height",
                     static_cast<int>(height), nullptr);
  });
}

bool has_lost_data() {
  const std::string_view complaints = vips_error_buffer();
  const auto first = complaints.substr(0, complaints.find('\n'));
  // libjpeg's words. Some cameras write a few bytes too many, which costs nothing.
  const bool is_lost = first.contains("Corrupt JPEG data") && !first.contains("extraneous bytes");
  vips_error_clear();
  return is_lost;
}

}  // namespace audmg::vips
