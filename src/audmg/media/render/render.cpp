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

void complete(MediaRecord& record) {
  record.version = kFactsVersion;
  fit_record(record);
}

}  // namespace

Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs) {
  RenderTask completing = task;
  if (task.facts_found) {
    completing.facts_found = [&task](const MediaRecord& facts) {
      MediaRecord completed = facts;
      complete(completed);
      task.facts_found(completed);
    };
  }
  AUDMG_TRY(MediaRecord record, render_by_kind(completing, outputs));
  complete(record);
  return record;
}

}  // namespace audmg::media
