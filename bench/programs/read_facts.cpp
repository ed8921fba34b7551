// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Reads what a file says of itself again and again, without decoding it: the metadata of a picture,
// or header, tags and cover of a recording.
// usage: bench_read_facts FILE CONTENT-TYPE ROUNDS
// prints: {"cpuMs":C,"title":"..."}
#include "audmg/core/descriptor.hpp"
#include "audmg/media/metadata/image_metadata.hpp"
#include "audmg/media/render/render.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace {

using namespace audmg::media;

class NoFiles final : public OutputFiles {
 public:
  audmg::Result<int> open(std::string_view /*rendition*/) override {
    return audmg::fail(audmg::ErrorCode::internal, "facts have no renditions");
  }
};

double cpu_milliseconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto milliseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

std::string read_picture(const RenderTask& task) {
  void* const bytes =
      ::mmap(nullptr, task.size, PROT_READ, MAP_PRIVATE, task.input.descriptor(), 0);
  if (bytes == MAP_FAILED) std::exit(1);
  ImageFacts facts;
  read_image_metadata({static_cast<const std::byte*>(bytes), task.size}, task.limits, facts);
  ::munmap(bytes, task.size);
  return facts.title;
}

std::string read_recording(const RenderTask& task) {
  NoFiles outputs;
  const auto record = render_audio(task, outputs, nullptr);
  if (!record) std::exit(1);
  return record->audio->tags.title;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const audmg::Descriptor input(::open(argv[1], O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (::fstat(input.get(), &status) != 0) return 1;
  RenderTask task;
  task.input = input.get();
  task.size = static_cast<std::uint64_t>(status.st_size);
  task.content_type = argv[2];
  task.facts_only = true;
  const auto read = task.content_type.starts_with("image/") ? read_picture : read_recording;
  const std::string title = read(task);  // the libraries have started
  const int rounds = std::max(1, std::atoi(argv[3]));
  const double before = cpu_milliseconds();
  for (int i = 0; i < rounds; ++i) (void)read(task);
  std::printf("{\"cpuMs\":%.4f,\"title\":\"%s\"}\n", (cpu_milliseconds() - before) / rounds,
              title.c_str());
}
