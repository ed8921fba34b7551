// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/render/render.hpp"

#include "audmg/media/companions/companion_type.hpp"
#include "audmg/media/metadata/xmp_sidecar.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/types/open_file.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::media {
namespace {

Result<MediaRecord> render_by_kind(const RenderTask& task, OutputFiles& outputs) {
  if (task.content_type.starts_with("image/")) return render_image(task, outputs);
  if (task.content_type.starts_with("audio/")) return render_audio(task, outputs, render_cover);
  return fail(ErrorCode::internal, "no decoder for " + task.content_type);
}

/// Nothing when there is no sidecar, or one that cannot be read: the file itself is no worse then.
Result<std::optional<FoundFacts>> read_sidecar(const RenderTask& task) {
  if (task.sidecar < 0 || task.sidecar_size == 0) return std::nullopt;
  OpenFile file(task.sidecar, task.sidecar_size);
  std::string bytes(std::min(task.sidecar_size, kMaxXmpSidecarBytes), '\0');
  AUDMG_TRY(const std::size_t count,
            file.read_at(0, std::as_writable_bytes(std::span(bytes.data(), bytes.size()))));
  const auto found = read_xmp_sidecar(std::string_view(bytes).substr(0, count));
  if (!found) return std::nullopt;
  return *found;
}

void complete(MediaRecord& record, const std::optional<FoundFacts>& sidecar) {
  record.version = kFactsVersion;
  if (sidecar && record.image) apply_sidecar(*sidecar, *record.image);
  if (sidecar && record.audio) apply_sidecar(*sidecar, *record.audio);
  fit_record(record);
}

}  // namespace

Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs) {
  AUDMG_TRY(const auto sidecar, read_sidecar(task));
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
