// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// usage: audmg_render_files FILE... Prints one line of JSON for each file: what was found out about
// it and the SHA-256 of each rendition, or the error; before them, which walls the sandbox has
// here. It has the decoders' program in it, as every program that renders.
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/sandbox/sandbox_renderer.hpp"
#include "audmg/media/types/file_type.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/recording_logger.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace audmg;

// Every encoder, whatever browsers make of the original; a name that means nothing is always made.
constexpr std::string_view kPlan =
    "small=webp:256:75,full=jpeg:4096:85,mp3=mp3:160k,opus=opus:128k,m4a=m4a:128k";

std::string content_of(const media::RenderedFile& file) {
  std::string content(file.size, '\0');
  if (::pread(file.file.get(), content.data(), content.size(), 0) < 0) content.clear();
  return content;
}

std::string render(const char* path, media::Renderer& renderer) {
  const std::string content = media::file_content(path);
  MemoryObjectReader reader(media::bytes_of(content));
  const auto verdict = media::inspect(reader);
  if (!verdict || !verdict->type) return R"("error":"refused")";
  const Descriptor input(::open(path, O_RDONLY | O_CLOEXEC));
  const auto rendered = renderer.render({.input = input.get(),
                                         .size = content.size(),
                                         .content_type = std::string(verdict->type->content_type),
                                         .plan = *media::parse_rendition_plan(kPlan),
                                         .limits = {}},
                                        {});
  if (!rendered) return R"("error":")" + std::string(to_string(rendered.error().code)) + '"';
  if (rendered->failure)
    return R"("error":")" + std::string(to_string(rendered->failure->code)) + '"';
  std::string text = R"("record":)" + media::record_to_json(rendered->record) + R"(,"hashes":{)";
  for (const media::RenderedFile& file : rendered->files) {
    if (!text.ends_with('{')) text += ',';
    text += '"' + file.name + R"(":")" + openssl::sha256_hex(content_of(file)) + '"';
  }
  return text + '}';
}

}  // namespace

int main(int count, char** words) {
  telemetry::RecordingLogger logger;
  const auto renderer = media::sandbox::make_sandbox_renderer(
      {.program = {media::embedded_program(), ""}, .scratch_folder = "/tmp"}, logger);
  for (int i = 1; i < count; ++i) {
    const std::string line = render(words[i], *renderer);
    (void)std::printf("{\"file\":\"%s\",%s}\n", words[i], line.c_str());
  }
  (void)std::fputs(logger.text().c_str(), stderr);
  return 0;
}
