// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/render/render.hpp"

namespace audmg::media {

Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs) {
  if (task.content_type.starts_with("image/")) return render_image(task, outputs);
  if (task.content_type.starts_with("audio/")) return render_audio(task, outputs, render_cover);
  return fail(ErrorCode::internal, "no decoder for " + task.content_type);
}

}  // namespace audmg::media
