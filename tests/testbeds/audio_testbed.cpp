// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/audio_testbed.hpp"

#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <utility>

namespace audmg::media {
namespace {

class OutputsInMemory final : public OutputFiles {
 public:
  explicit OutputsInMemory(MemoryFiles& files) : files_(files) {}
  Result<int> open(std::string_view rendition) override { return files_.open(rendition); }

 private:
  MemoryFiles& files_;
};

std::size_t count_channels(std::string_view layout) {
  if (layout == "mono") return 1;
  if (layout == "stereo") return 2;
  return layout == "5.1" ? 6 : 8;
}

}  // namespace

Result<int> MemoryFiles::open(std::string_view rendition) {
  Descriptor file(::memfd_create("rendition", MFD_CLOEXEC));
  if (!file.is_open()) return fail(ErrorCode::internal, "memfd_create");
  const int number = file.get();
  files_.insert_or_assign(std::string(rendition), std::move(file));
  return number;
}

std::string MemoryFiles::content(std::string_view rendition) const {
  const auto found = files_.find(rendition);
  struct stat status{};
  if (found == files_.end() || ::fstat(found->second.get(), &status) != 0) return {};
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  EXPECT_EQ(::pread(found->second.get(), bytes.data(), bytes.size(), 0), status.st_size);
  return bytes;
}

double Sound::seconds() const {
  return static_cast<double>(samples.size()) / static_cast<double>(channels) / sample_rate;
}

const Rendition* RenderedAudio::rendition(std::string_view name) const {
  if (!record) return nullptr;
  for (const Rendition& one : record->renditions) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

std::string AudioTestbed::noise(std::uint32_t rate, std::string_view layout, double seconds) {
  std::string filter = "-f lavfi -i \"anoisesrc=color=brown:seed=7:amplitude=0.4:duration=";
  filter += std::to_string(seconds) + ":sample_rate=" + std::to_string(rate);
  filter.append(",highpass=f=60,pan=").append(layout);
  // Each channel is a little less loud than the one before.
  for (std::size_t channel = 0; channel < count_channels(layout); ++channel) {
    filter += "|c" + std::to_string(channel) + "=" + "0." + std::to_string(9 - channel) + "*c0";
  }
  filter += "\" ";
  return filter;
}

std::string AudioTestbed::make(const std::string& name, const std::string& arguments) {
  const std::string output = ffmpeg(arguments + " " + path(name));
  EXPECT_EQ(output, "") << arguments;
  return path(name);
}

std::string AudioTestbed::write(const std::string& name, std::string_view content) {
  std::FILE* file = std::fopen(path(name).c_str(), "wb");
  AUDMG_ASSERT(file != nullptr);
  EXPECT_EQ(std::fwrite(content.data(), 1, content.size(), file), content.size());
  std::fclose(file);
  return path(name);
}

std::string AudioTestbed::path(std::string_view name) const { return folder_.path() / name; }

std::string AudioTestbed::ffmpeg(const std::string& arguments) {
  const std::string command = "ffmpeg -nostdin -v error -y " + arguments + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  AUDMG_ASSERT(pipe != nullptr);
  std::string output;
  std::array<char, 65'536> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), count);
  }
  ::pclose(pipe);
  return output;
}

Sound AudioTestbed::decode(const std::string& file, std::uint32_t rate, std::size_t channels,
                           const std::string& before) const {
  const std::string raw = ffmpeg(before + " -i " + file + " -map 0:a -f f32le -ar " +
                                 std::to_string(rate) + " -ac " + std::to_string(channels) + " -");
  Sound sound{rate, channels, std::vector<float>(raw.size() / sizeof(float))};
  std::memcpy(sound.samples.data(), raw.data(), sound.samples.size() * sizeof(float));
  return sound;
}

RenditionPlan test_plan() {
  RenditionPlan plan;
  plan.audio = {{"universal", AudioUse::needed, AudioFormat::mp3, 160'000},
                {"opus", AudioUse::always, AudioFormat::opus, 128'000}};
  return plan;
}

RenderTask test_task(std::string_view content_type) {
  RenderTask task;
  task.content_type = content_type;
  task.plan = test_plan();
  return task;
}

RenderedAudio render_file(const std::string& file, RenderTask task, CoverRenderer render_cover) {
  const Descriptor input(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  EXPECT_EQ(::fstat(input.get(), &status), 0) << file;
  task.input = input.get();
  task.size = static_cast<std::uint64_t>(status.st_size);
  RenderedAudio rendered;
  OutputsInMemory outputs(rendered.outputs);
  rendered.record = render_audio(task, outputs, render_cover);
  return rendered;
}

double correlation(const Sound& a, const Sound& b, std::ptrdiff_t lag) {
  double product = 0;
  double power_a = 0;
  double power_b = 0;
  const auto moments = static_cast<std::ptrdiff_t>(a.samples.size() / a.channels);
  const auto others = static_cast<std::ptrdiff_t>(b.samples.size() / b.channels);
  for (std::ptrdiff_t i = 0; i < moments; ++i) {
    const std::ptrdiff_t j = i + lag;
    if (j < 0 || j >= others) continue;
    const double x = a.samples[static_cast<std::size_t>(i) * a.channels];
    const double y = b.samples[static_cast<std::size_t>(j) * b.channels];
    product += x * y;
    power_a += x * x;
    power_b += y * y;
  }
  return power_a > 0 && power_b > 0 ? product / std::sqrt(power_a * power_b) : 0;
}

}  // namespace audmg::media
