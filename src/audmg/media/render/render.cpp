// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/render/render.hpp"

#include "audmg/media/metadata/xmp_properties.hpp"
#include "audmg/media/metadata/xmp_sidecar.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/types/open_file.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace audmg::media {
namespace {

Result<MediaRecord> render_by_kind(const RenderTask& task, OutputFiles& outputs) {
  if (task.content_type.starts_with("image/")) return render_image(task, outputs);
  if (task.content_type.starts_with("audio/")) return render_audio(task, outputs, render_cover);
  return fail(ErrorCode::internal, "no decoder for " + task.content_type);
}

/// Returns the bytes of the sidecar, as many as can be read.
std::string bytes_of_sidecar(const RenderTask& task) {
  OpenFile file(task.sidecar, task.sidecar_size);
  std::string bytes(static_cast<std::size_t>(task.sidecar_size), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto count =
        file.read_at(filled, std::as_writable_bytes(std::span(bytes)).subspan(filled));
    if (!count || *count == 0) break;
    filled += *count;
  }
  bytes.resize(filled);
  return bytes;
}

/// Nothing when there is no sidecar, or one that cannot be read: the file itself is no worse then.
std::optional<FoundFacts> read_sidecar(const RenderTask& task) {
  if (task.sidecar < 0 || task.sidecar_size > kMaxXmpBytes) return std::nullopt;
  auto found = read_xmp_sidecar(bytes_of_sidecar(task));
  if (!found) return std::nullopt;
  return *std::move(found);
}

void complete(MediaRecord& record, const std::optional<FoundFacts>& sidecar) {
  record.version = kFactsVersion;
  if (sidecar && record.image) apply_sidecar(*sidecar, *record.image);
  if (sidecar && record.audio) apply_sidecar(*sidecar, *record.audio);
  fit_record(record);
}

}  // namespace

Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs) {
  const auto sidecar = read_sidecar(task);
  RenderTask completing = task;
  if (task.facts_found) {
    completing.facts_found = [&](const MediaRecord& facts) {
      MediaRecord completed = facts;
      complete(completed, sidecar);
      task.facts_found(completed);
    };
  }
  AUDMG_TRY(MediaRecord record, render_by_kind(completing, outputs));
  complete(record, sidecar);
  return record;
}

}  // namespace audmg::media
