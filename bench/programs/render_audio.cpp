// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// One audio file through render_audio(), as the sandboxed child does it.
// usage: bench_render_audio FILE CONTENT-TYPE m4a|mp3 [FOLDER-FOR-THE-RENDITIONS]
// prints: {"audioSeconds":S,"cpuSeconds":C,"maxResidentKb":K}
#include "audmg/core/descriptor.hpp"
#include "audmg/media/render/render.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

// In memory, or in a folder to listen to.
class Outputs final : public audmg::media::OutputFiles {
 public:
  explicit Outputs(std::string folder) : folder_(std::move(folder)) {}
  audmg::Result<int> open(std::string_view rendition) override {
    const std::string path = folder_ + "/" + std::string(rendition);
    files_.emplace_back(folder_.empty()
                            ? ::memfd_create("rendition", MFD_CLOEXEC)
                            : ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    return files_.back().get();
  }

 private:
  std::string folder_;
  std::vector<audmg::Descriptor> files_;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace audmg::media;
  if (argc != 4 && argc != 5) {
    std::fprintf(stderr, "usage: bench_render_audio FILE CONTENT-TYPE m4a|mp3|none [FOLDER]\n");
    return 2;
  }
  const audmg::Descriptor input(::open(argv[1], O_RDONLY | O_CLOEXEC));
  const AudioFormat universal =
      std::string_view(argv[3]) == "m4a" ? AudioFormat::m4a : AudioFormat::mp3;
  RenderTask task;
  task.input = input.get();
  task.size = static_cast<std::uint64_t>(::lseek(input.get(), 0, SEEK_END));
  task.content_type = argv[2];
  // "none": facts, peaks and loudness only, as of long audio that every browser plays.
  if (std::string_view(argv[3]) != "none") {
    task.plan.audio = {{"universal", AudioUse::on_demand, universal, 160'000},
                       {"opus", AudioUse::on_demand, AudioFormat::opus, 128'000}};
  }
  Outputs outputs(argc == 5 ? argv[4] : "");
  const auto record = render_audio(task, outputs, nullptr);
  if (!record) {
    std::fprintf(stderr, "%s\n", record.error().message.c_str());
    return 1;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"audioSeconds\":%.3f,\"cpuSeconds\":%.3f,\"maxResidentKb\":%ld}\n",
              record->audio->duration_seconds, seconds(usage.ru_utime) + seconds(usage.ru_stime),
              usage.ru_maxrss);
}
