// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Renders one picture again and again, as the child of the worker does, in one thread.
// usage: bench_render_image FILE CONTENT_TYPE ROUNDS [FOLDER]
// Prints a JSON object: CPU and wall milliseconds of a picture, peak memory. FOLDER keeps the
// files.
#include "audmg/core/descriptor.hpp"
#include "audmg/media/render/render.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace audmg;
using namespace audmg::media;

class Outputs final : public OutputFiles {
 public:
  explicit Outputs(std::string folder) : folder_(std::move(folder)) {}
  Result<int> open(std::string_view rendition) override {
    const std::string path = folder_ + "/" + std::string(rendition);
    const int file = folder_.empty()
                         ? ::memfd_create("rendition", MFD_CLOEXEC)
                         : ::open(path.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    files_.emplace_back(file);
    return file;
  }

 private:
  std::string folder_;
  std::vector<Descriptor> files_;
};

double cpu_milliseconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto milliseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

void render_once(int input, std::uint64_t size, const char* type, const char* folder) {
  Outputs outputs(folder);
  const RenderTask task{
      .input = input, .size = size, .content_type = type, .plan = default_plan(), .limits = {}};
  const auto record = render_image(task, outputs);
  if (!record) {
    std::fprintf(stderr, "%s\n", record.error().message.c_str());
    std::exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const Descriptor input(::open(argv[1], O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (::fstat(input.get(), &status) != 0) return 1;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const int rounds = std::max(1, std::atoi(argv[3]));
  render_once(input.get(), size, argv[2], argc > 4 ? argv[4] : "");  // libvips has started
  const double cpu = cpu_milliseconds();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) render_once(input.get(), size, argv[2], "");
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"cpu_ms\": %.2f, \"wall_ms\": %.2f, \"peak_mb\": %ld}\n",
              (cpu_milliseconds() - cpu) / rounds, wall.count() / rounds, usage.ru_maxrss / 1024);
  return 0;
}
