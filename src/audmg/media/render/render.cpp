// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/render/render.hpp"

#include "audmg/media/record/record_json.hpp"

namespace audmg::media {
namespace {

Result<MediaRecord> render_by_kind(const RenderTask& task, OutputFiles& outputs) {
  if (task.content_type.starts_with("image/")) return render_image(task, outputs);
  if (task.content_type.starts_with("audio/")) return render_audio(task, outputs, render_cover);
  return fail(ErrorCode::internal, "no decoder for " + task.content_type);
}

}  // namespace

Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs) {
  AUDMG_TRY(MediaRecord record, render_by_kind(task, outputs));
  record.version = kFactsVersion;
  fit_record(record);
  return record;
}

}  // namespace audmg::media
