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

Result<Image> open(const Source& source, Loader loader, OpenOptions options) {
  // Each loader takes more memory and time for random access, and goes on after errors by default.
  constexpr const char* kAccess = "access";
  constexpr auto kSequential = VIPS_ACCESS_SEQUENTIAL;
  constexpr const char* kFailOn = "fail-on";
  constexpr auto kError = VIPS_FAIL_ON_ERROR;
  VipsSource* in = source.get();
  VipsImage* out = nullptr;
  int failed = -1;
  switch (loader) {
    case Loader::jpeg:
      failed = vips_jpegload_source(in, &out, kAccess, kSequential, kFailOn, kError, "shrink",
                                    static_cast<int>(options.shrink), nullptr);
      break;
    case Loader::png:
      failed = vips_pngload_source(in, &out, kAccess, kSequential, kFailOn, kError, nullptr);
      break;
    case Loader::gif:
      failed = vips_gifload_source(in, &out, kAccess, kSequential, kFailOn, kError, nullptr);
      break;
    case Loader::webp:
      failed = vips_webpload_source(in, &out, kAccess, kSequential, kFailOn, kError, "scale",
                                    1.0 / std::max(1.0, options.shrink), nullptr);
      break;
    case Loader::tiff:
      failed = vips_tiffload_source(in, &out, kAccess, kSequential, kFailOn, kError, nullptr);
      break;
    case Loader::heif:
      failed = vips_heifload_source(in, &out, kAccess, kSequential, kFailOn, kError, nullptr);
      break;
    case Loader::jpeg_xl:
      failed = vips_jxlload_source(in, &out, kAccess, kSequential, kFailOn, kError, nullptr);
      break;
    case Loader::jpeg_2000:
      // libvips counts the resolutions of the file as pages: each has half the size of the last.
      failed =
          vips_jp2kload_source(in, &out, kAccess, kSequential, kFailOn, kError, "page",
                               static_cast<int>(std::log2(std::max(1.0, options.shrink))), nullptr);
      break;
  }
  if (failed != 0) return failure(ErrorCode::invalid_argument, "The image cannot be read");
  return Image(out);
}

}  // namespace audmg::vips
