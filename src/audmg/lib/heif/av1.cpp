// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/decoder_memory.hpp"
#include "audmg/lib/heif/decode.hpp"
#include "audmg/lib/heif/failures.hpp"

#include <dav1d/dav1d.h>

#include <cerrno>
#include <memory>
#include <new>

namespace audmg::heif {
namespace {

std::unexpected<Error> av1_failure(int status) {
  return status == DAV1D_ERR(ENOMEM) ? beyond_decoder_memory() : damaged();
}

struct CloseDecoder {
  void operator()(Dav1dContext* context) const noexcept { dav1d_close(&context); }
};
using Decoder = std::unique_ptr<Dav1dContext, CloseDecoder>;

Result<Decoder> open_decoder() {
  Dav1dSettings settings{};
  dav1d_default_settings(&settings);
  settings.n_threads = 1;
  settings.max_frame_delay = 1;
  settings.all_layers = 0;
  settings.logger = {nullptr, nullptr};  // its remarks about odd files belong into no log of ours
  Dav1dContext* context = nullptr;
  if (const int status = dav1d_open(&context, &settings); status < 0) return av1_failure(status);
  return Decoder(context);
}

/// Bytes that wait for the decoder.
class Input {
 public:
  /// `bytes` must outlive this. Errors: too_large (memory).
  static Result<std::unique_ptr<Input>> of(std::span<const std::byte> bytes) {
    auto input = std::make_unique<Input>();
    const auto* const start = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto keep = [](const std::uint8_t* /*bytes*/, void* /*cookie*/) {};
    const int status = dav1d_data_wrap(&input->data_, start, bytes.size(), keep, nullptr);
    if (status < 0) return av1_failure(status);
    return input;
  }
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { dav1d_data_unref(&data_); }

  [[nodiscard]] bool is_used_up() const { return data_.sz == 0; }
  Dav1dData* get() { return &data_; }

 private:
  Dav1dData data_{};
};

std::shared_ptr<Dav1dPicture> empty_picture() {
  return {new Dav1dPicture{}, [](Dav1dPicture* picture) {
            dav1d_picture_unref(picture);
            delete picture;
          }};
}

/// Gives the decoder its bytes until it has a picture.
Result<std::shared_ptr<Dav1dPicture>> first_av1_picture(Dav1dContext* decoder, Input& input) {
  auto picture = empty_picture();
  for (;;) {
    if (!input.is_used_up()) {
      const int sent = dav1d_send_data(decoder, input.get());
      if (sent < 0 && sent != DAV1D_ERR(EAGAIN)) return av1_failure(sent);
    }
    const int status = dav1d_get_picture(decoder, picture.get());
    if (status == 0) return picture;
    if (status != DAV1D_ERR(EAGAIN) || input.is_used_up()) return av1_failure(status);
  }
}

Chroma chroma_of_av1(Dav1dPixelLayout layout) {
  switch (layout) {
    case DAV1D_PIXEL_LAYOUT_I400:
      return Chroma::none;
    case DAV1D_PIXEL_LAYOUT_I420:
      return Chroma::quarter;
    case DAV1D_PIXEL_LAYOUT_I422:
      return Chroma::half;
    case DAV1D_PIXEL_LAYOUT_I444:
      break;
  }
  return Chroma::full;
}

Planes planes_of_av1(const Dav1dPicture& picture) {
  Planes planes{.width = static_cast<std::uint32_t>(picture.p.w),
                .height = static_cast<std::uint32_t>(picture.p.h),
                .chroma = chroma_of_av1(picture.p.layout),
                .coding = {.matrix = static_cast<unsigned>(picture.seq_hdr->mtrx),
                           .is_full_range = picture.seq_hdr->color_range != 0,
                           .bits = static_cast<unsigned>(picture.p.bpc)}};
  for (std::size_t i = 0; i < planes.planes.size(); ++i) {
    planes.planes[i] = {static_cast<const std::uint8_t*>(picture.data[i]),
                        static_cast<std::size_t>(picture.stride[i == 0 ? 0 : 1])};
  }
  return planes;
}

}  // namespace

Result<Picture> decode_av1(std::span<const std::byte> item, std::optional<ToldCoding> told) {
  if (item.empty()) return damaged();
  AUDMG_TRY(const Decoder decoder, open_decoder());
  AUDMG_TRY(const auto input, Input::of(item));
  AUDMG_TRY(const auto picture, first_av1_picture(decoder.get(), *input));
  Planes planes = planes_of_av1(*picture);
  if (told) planes.coding = {told->matrix, told->is_full_range, planes.coding.bits};
  return Picture(planes, picture);
}

}  // namespace audmg::heif
