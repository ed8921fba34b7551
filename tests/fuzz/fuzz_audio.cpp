// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file. When it passes for audio, it is decoded; what comes out keeps within its contract.
// Our code around the decoder is the aim; the decoder itself is not instrumented.
#include "audmg/core/descriptor.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/audio/tag_text.hpp"
#include "audmg/media/render/render.hpp"
#include "audmg/media/types/file_type.hpp"
#include "doubles/memory_object_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace {

class OneFile final : public audmg::media::OutputFiles {
 public:
  audmg::Result<int> open(std::string_view /*rendition*/) override {
    file_ = audmg::Descriptor(::memfd_create("rendition", MFD_CLOEXEC));
    return file_.get();
  }

 private:
  audmg::Descriptor file_;
};

void check_text(const std::string& text, std::size_t max_bytes) {
  AUDMG_ASSERT(text.size() <= max_bytes);
  AUDMG_ASSERT(audmg::count_code_points(text).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg::media;
  const std::string_view text(reinterpret_cast<const char*>(bytes), length);
  check_text(clean_tag_text(text, 64), 64);

  audmg::MemoryObjectReader object(std::as_bytes(std::span(bytes, length)));
  const auto verdict = inspect(object);
  if (!verdict || !verdict->type || verdict->type->kind != Kind::audio) return 0;
  const audmg::Descriptor input(::memfd_create("original", MFD_CLOEXEC));
  AUDMG_ASSERT(::pwrite(input.get(), bytes, length, 0) == static_cast<ssize_t>(length));
  RenderTask task;
  task.input = input.get();
  task.size = length;
  task.content_type = verdict->type->content_type;
  task.limits.max_audio = std::chrono::seconds(60);
  task.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  OneFile output;
  const auto record = render_audio(task, output, nullptr);
  if (!record) {
    AUDMG_ASSERT(record.error().code != audmg::ErrorCode::internal);
    return 0;
  }
  const AudioFacts& facts = record->audio.value();
  AUDMG_ASSERT(facts.duration_seconds > 0 && facts.duration_seconds <= 61);
  AUDMG_ASSERT(facts.channels >= 1 && facts.channels <= task.limits.max_channels);
  AUDMG_ASSERT(std::isfinite(facts.integrated_loudness_lufs.value_or(0)));
  AUDMG_ASSERT(std::isfinite(facts.true_peak_dbtp.value_or(0)));
  check_text(facts.tags.title, task.limits.max_text_bytes);
  check_text(facts.tags.artist, task.limits.max_text_bytes);
  return 0;
}
