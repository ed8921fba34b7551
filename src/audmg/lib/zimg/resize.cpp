// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/zimg/resize.hpp"

#include "audmg/core/decoder_memory.hpp"

#include <zimg.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string>

namespace audmg::zimg {
namespace {

/// AVX-512 requires this much; the others require less.
constexpr std::size_t kAlignment = 64;
constexpr double kLobes = 3;
constexpr std::size_t kMaxBands = 4;

struct FreeMemory {
  void operator()(void* memory) const noexcept { std::free(memory); }
};
using Memory = std::unique_ptr<std::uint8_t, FreeMemory>;

struct FreeGraph {
  void operator()(zimg_filter_graph* graph) const noexcept { zimg_filter_graph_free(graph); }
};
using Graph = std::unique_ptr<zimg_filter_graph, FreeGraph>;

constexpr std::size_t aligned(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

std::unexpected<Error> out_of_memory() { return beyond_decoder_memory(); }

std::unexpected<Error> failure() {
  std::array<char, 256> text{};
  const int code = zimg_get_last_error(text.data(), text.size());
  zimg_clear_last_error();
  if (code == ZIMG_ERROR_OUT_OF_MEMORY) return out_of_memory();
  return fail(ErrorCode::internal, std::string("zimg: ") + text.data());
}

Result<Memory> allocate(std::size_t bytes) {
  Memory memory(static_cast<std::uint8_t*>(std::aligned_alloc(kAlignment, aligned(bytes))));
  if (memory == nullptr) return out_of_memory();
  return memory;
}

bool has_alpha(Bands bands) { return bands == Bands::grey_alpha || bands == Bands::rgb_alpha; }

/// zimg's plane for each band: alpha is the fourth, also when there is one other only.
std::array<std::size_t, kMaxBands> planes_of(Bands bands) {
  if (bands == Bands::grey_alpha) return {0, 3, 0, 0};
  return {0, 1, 2, 3};
}

zimg_image_format format_of(std::uint32_t width, std::uint32_t height, Bands bands) {
  const bool is_grey = bands == Bands::grey || bands == Bands::grey_alpha;
  zimg_image_format format{};
  zimg_image_format_default(&format, ZIMG_API_VERSION);
  format.width = width;
  format.height = height;
  format.pixel_type = ZIMG_PIXEL_BYTE;
  format.pixel_range = ZIMG_RANGE_FULL;
  format.color_family = is_grey ? ZIMG_COLOR_GREY : ZIMG_COLOR_RGB;
  format.matrix_coefficients = is_grey ? ZIMG_MATRIX_UNSPECIFIED : ZIMG_MATRIX_RGB;
  format.alpha = has_alpha(bands) ? ZIMG_ALPHA_STRAIGHT : ZIMG_ALPHA_NONE;
  return format;
}

Result<Graph> build_graph(zimg_image_format source, ShownSize shown,
                          const zimg_image_format& target) {
  source.active_region.left = 0;
  source.active_region.top = 0;
  source.active_region.width = shown.width;
  source.active_region.height = shown.height;
  zimg_graph_builder_params parameters{};
  zimg_graph_builder_params_default(&parameters, ZIMG_API_VERSION);
  parameters.resample_filter = ZIMG_RESIZE_LANCZOS;
  parameters.filter_param_a = kLobes;
  parameters.cpu_type = ZIMG_CPU_AUTO;
  Graph graph(zimg_filter_graph_build(&source, &target, &parameters));
  if (graph == nullptr) return failure();
  return graph;
}

/// A ring of rows, each band in a plane of its own as zimg wants it. It holds few rows, so that
/// taking pixels apart and putting them together stays in the processor's cache.
template <class Byte>
class PlanarRows {
 public:
  /// `rows`: as many as zimg needs at once.
  static Result<PlanarRows> make(const Raster<Byte>& raster, Bands bands, unsigned rows) {
    PlanarRows made(raster, bands);
    made.mask_ = zimg_select_buffer_mask(rows);
    const std::size_t held =
        made.mask_ == ZIMG_BUFFER_MAX ? raster.height : std::size_t{made.mask_} + 1;
    made.plane_bytes_ = made.stride_ * held;
    AUDMG_TRY(made.memory_, allocate(made.plane_bytes_ * made.bands_));
    return made;
  }

  /// One of zimg's two structures that describe it.
  template <class Buffer>
  [[nodiscard]] Buffer describe() const {
    Buffer buffer{};
    buffer.version = ZIMG_API_VERSION;
    for (std::size_t band = 0; band < bands_; ++band) {
      auto& plane = buffer.plane[plane_of_[band]];
      plane.data = memory_.get() + band * plane_bytes_;
      plane.stride = static_cast<std::ptrdiff_t>(stride_);
      plane.mask = mask_;
    }
    return buffer;
  }

  /// zimg_filter_graph_callback: fills a row before zimg reads it.
  static int take_apart(void* rows, unsigned row, unsigned left, unsigned right) noexcept {
    static_cast<PlanarRows*>(rows)->for_each_sample(
        row, left, right, [](Byte& sample, std::uint8_t& planar) { planar = sample; });
    return 0;
  }
  /// zimg_filter_graph_callback: stores a row after zimg wrote it.
  static int put_together(void* rows, unsigned row, unsigned left, unsigned right) noexcept {
    static_cast<PlanarRows*>(rows)->for_each_sample(
        row, left, right, [](Byte& sample, std::uint8_t& planar) { sample = planar; });
    return 0;
  }

 private:
  PlanarRows(const Raster<Byte>& raster, Bands bands)
      : raster_(raster),
        bands_(count(bands)),
        plane_of_(planes_of(bands)),
        stride_(aligned(raster.width)) {}

  template <class Move>
  void for_each_sample(unsigned row, unsigned left, unsigned right, Move move) {
    switch (bands_) {
      case 1:
        return for_each_of<1>(row, left, right, move);
      case 2:
        return for_each_of<2>(row, left, right, move);
      case 3:
        return for_each_of<3>(row, left, right, move);
      default:
        return for_each_of<4>(row, left, right, move);
    }
  }
  template <std::size_t kBands, class Move>
  void for_each_of(unsigned row, unsigned left, unsigned right, Move move) {
    Byte* pixels = raster_.bytes.data() + std::size_t{row} * raster_.width * kBands;
    std::array<std::uint8_t*, kBands> planes{};
    for (std::size_t band = 0; band < kBands; ++band) {
      planes[band] = memory_.get() + band * plane_bytes_ + (row & mask_) * stride_;
    }
    for (std::size_t x = left; x < right; ++x) {
      for (std::size_t band = 0; band < kBands; ++band) {
        move(pixels[x * kBands + band], planes[band][x]);
      }
    }
  }

  Raster<Byte> raster_;
  std::size_t bands_;
  std::array<std::size_t, kMaxBands> plane_of_;
  std::size_t stride_;
  std::size_t plane_bytes_ = 0;
  unsigned mask_ = 0;
  Memory memory_;
};

}  // namespace

std::size_t count(Bands bands) noexcept {
  switch (bands) {
    case Bands::grey:
      return 1;
    case Bands::grey_alpha:
      return 2;
    case Bands::rgb:
      return 3;
    case Bands::rgb_alpha:
      break;
  }
  return kMaxBands;
}

Result<void> resize(const Raster<const std::uint8_t>& source, ShownSize shown,
                    const Raster<std::uint8_t>& target, Bands bands) {
  AUDMG_TRY(const Graph graph, build_graph(format_of(source.width, source.height, bands), shown,
                                           format_of(target.width, target.height, bands)));
  unsigned input_rows = 0;
  unsigned output_rows = 0;
  std::size_t scratch_bytes = 0;
  if (zimg_filter_graph_get_input_buffering(graph.get(), &input_rows) != ZIMG_ERROR_SUCCESS ||
      zimg_filter_graph_get_output_buffering(graph.get(), &output_rows) != ZIMG_ERROR_SUCCESS ||
      zimg_filter_graph_get_tmp_size(graph.get(), &scratch_bytes) != ZIMG_ERROR_SUCCESS) {
    return failure();
  }
  AUDMG_TRY(auto input, PlanarRows<const std::uint8_t>::make(source, bands, input_rows));
  AUDMG_TRY(auto output, PlanarRows<std::uint8_t>::make(target, bands, output_rows));
  AUDMG_TRY(const Memory scratch, allocate(scratch_bytes));
  const auto input_buffer = input.template describe<zimg_image_buffer_const>();
  const auto output_buffer = output.template describe<zimg_image_buffer>();
  if (zimg_filter_graph_process(graph.get(), &input_buffer, &output_buffer, scratch.get(),
                                &PlanarRows<const std::uint8_t>::take_apart, &input,
                                &PlanarRows<std::uint8_t>::put_together,
                                &output) != ZIMG_ERROR_SUCCESS) {
    return failure();
  }
  return {};
}

}  // namespace audmg::zimg
