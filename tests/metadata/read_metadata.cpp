// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// usage: audmg_read_metadata FILE... Prints one line of JSON for each picture: its metadata as a
// media record, and the microseconds of one core that reading it took. Not in a sandbox: for files
// that one trusts.
#include "audmg/media/metadata/image_metadata.hpp"
#include "audmg/media/record/record_json.hpp"
#include "doubles/media_fixtures.hpp"

#include <cstdio>
#include <ctime>
#include <string>

namespace {

double cpu_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e6 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

int main(int count, char** words) {
  using namespace audmg::media;
  for (int i = 1; i < count; ++i) {
    const std::string content = file_content(words[i]);
    MediaRecord record{.image = ImageFacts{.width = 1, .height = 1}};
    const double start = cpu_microseconds();
    read_image_metadata(bytes_of(content), MediaLimits{}, *record.image);
    const double taken = cpu_microseconds() - start;
    fit_record(record);
    (void)std::printf("{\"microseconds\":%.0f,\"record\":%s}\n", taken,
                      record_to_json(record).c_str());
  }
  return 0;
}
