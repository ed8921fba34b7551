// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/rendered_files.hpp"

#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/rendition_format.hpp"
#include "audmg/media/sandbox/scratch_file.hpp"

#include <fmt/format.h>

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace audmg::media::sandbox {
namespace {

std::unexpected<Error> lie(std::string what) {
  return fail(ErrorCode::invalid_argument, std::move(what));
}

Result<RenderedFile> take_file(const RenderRequest& request, Rendition& rendition,
                               Descriptor file) {
  const auto expected = find_expectation(request.plan, rendition.name);
  if (!expected || !file.is_open()) return lie("a rendition that was not asked for");
  AUDMG_TRY(const std::uint64_t size, size_of(file));
  if (size == 0 || size > request.limits.max_output_bytes) {
    return lie(fmt::format("{}: {} bytes", rendition.name, size));
  }
  AUDMG_TRY(const std::string format, recognise(file, size, expected->format));
  if (format != expected->content_type) {
    return lie(
        fmt::format("{}: is {}, should be {}", rendition.name, format, expected->content_type));
  }
  rendition.size = size;
  rendition.recipe = expected->recipe;
  rendition.content_type = expected->content_type;
  rendition.object_key.clear();
  if (::lseek(file.get(), 0, SEEK_SET) != 0) return lie("a file without a beginning");
  return RenderedFile{rendition.name, std::move(file), size};
}

}  // namespace

Result<Rendered> match_files(const RenderRequest& request, MediaRecord record,
                             std::vector<Descriptor> files) {
  const bool image = is_image(request.content_type);
  if (record.image.has_value() != image || record.audio.has_value() == image) {
    return lie("facts of another kind of file");
  }
  const auto names = output_names(request.plan, request.content_type);
  Rendered rendered;
  for (Rendition& rendition : record.renditions) {
    const auto name = std::ranges::find(names, rendition.name);
    if (name == names.end()) return lie("a rendition that was not asked for");
    // A second one of the same name finds the file taken.
    Descriptor& file = files.at(static_cast<std::size_t>(name - names.begin()));
    AUDMG_TRY(RenderedFile taken, take_file(request, rendition, std::move(file)));
    rendered.files.push_back(std::move(taken));
  }
  rendered.record = std::move(record);
  return rendered;
}

}  // namespace audmg::media::sandbox
